package org.tiltyard.battle;

import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.moderation.ModerationRecords;
import org.tiltyard.shared.Time;

/**
 * Takes a person's battles so far out of every dataset made from now on. It is for good; battles
 * begun later are not concerned.
 */
@Component
public class Withdrawal {

  private final JdbcClient database;
  private final ApplicationEventPublisher events;
  private final ModerationRecords moderation;
  private final Texts texts;
  private final Time time;

  Withdrawal(
      JdbcClient database,
      ApplicationEventPublisher events,
      ModerationRecords moderation,
      Texts texts,
      Time time) {
    this.database = database;
    this.events = events;
    this.moderation = moderation;
    this.texts = texts;
    this.time = time;
  }

  /** The battles leave all datasets; the person keeps them in their history. */
  @Transactional
  public void withdraw(ParticipantId participant) {
    database
        .sql("update battle set withdrawn_at = ? where participant_id = ? and withdrawn_at is null")
        .params(Time.forDatabase(time.now()), participant.value())
        .update();
    events.publishEvent(new BattlesWithdrawn(participant));
  }

  /**
   * As {@link #withdraw}, and the words of prompts, answers and comments are deleted. What remains
   * are times, lengths and which side won, without which the arena's own counts would be wrong.
   *
   * @throws WithdrawalRefused while an answer is being written
   */
  @Transactional
  public void deleteTexts(ParticipantId participant) {
    if (isWriting(participant)) {
      throw new WithdrawalRefused();
    }
    withdraw(participant);
    texts.empty(
        "select id from battle where participant_id = :participant",
        Map.of("participant", participant.value()));
    // Scores tell of words that are gone.
    moderation.deleteOf(participant.value());
    events.publishEvent(new TextsDeleted(participant));
  }

  /** Whether an answer's lease is alive; one that was left behind by a crash is not waited for. */
  private boolean isWriting(ParticipantId participant) {
    return database
        .sql(
            "select 1 from answer join battle on battle.id = answer.battle_id"
                + " where battle.participant_id = ? and answer.state = 'streaming'"
                + " and answer.lease_until > ? limit 1")
        .params(participant.value(), Time.forDatabase(time.now()))
        .query(Integer.class)
        .optional()
        .isPresent();
  }
}
