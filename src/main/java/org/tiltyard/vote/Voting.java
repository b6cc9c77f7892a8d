package org.tiltyard.vote;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.battle.Arena;
import org.tiltyard.battle.Battle;
import org.tiltyard.battle.BattleId;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.identity.Participants;
import org.tiltyard.shared.Time;

/**
 * Takes votes: one a battle, closed in the same transaction. The same vote again is answered the
 * same way; another is refused, whoever came first and on whichever node.
 */
@Component
class Voting {

  private static final int TRIES = 4;

  /** Datasets give the time of a vote with four decimals, so no more than that is kept. */
  private static final int KEPT_NANOS = 100_000;

  private final Arena arena;
  private final Participants participants;
  private final Votes votes;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Time time;
  private final VoteMeters meters;

  Voting(
      Arena arena,
      Participants participants,
      Votes votes,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      Time time,
      VoteMeters meters) {
    this.arena = arena;
    this.participants = participants;
    this.votes = votes;
    this.transaction = transaction;
    this.events = events;
    this.time = time;
    this.meters = meters;
  }

  /**
   * Casts the vote, or finds that it was cast before.
   *
   * @param count counts a vote that would be a new one, in its transaction, and throws when there
   *     are too many
   * @return the battle, closed
   * @throws VoteRefused when another vote stands
   */
  Battle cast(BattleId id, Judge judge, Ballot ballot, Runnable count) {
    for (int left = TRIES; ; left--) {
      try {
        return java.util.Objects.requireNonNull(
            transaction.execute(status -> castOnce(id, judge, ballot, count)));
      } catch (ConcurrencyFailureException | DuplicateKeyException cameSecond) {
        if (left == 1) {
          throw cameSecond;
        }
      }
    }
  }

  private Battle castOnce(BattleId id, Judge judge, Ballot ballot, Runnable count) {
    ParticipantId participant = judge.participant();
    Battle battle = arena.find(id, participant);
    // An open battle has none: one that comes meanwhile closes it, which closing finds out.
    Optional<Vote> standing = battle.open() ? Optional.empty() : votes.of(id);
    if (standing.isPresent()) {
      if (standing.get().winner() == ballot.winner()) {
        return battle;
      }
      throw VoteRefused.another();
    }
    count.run();
    Battle closed = arena.close(battle);
    Instant now = now();
    if (!votes.add(id, judge, ballot, now)) {
      participants.number(participant);
      if (!votes.add(id, judge, ballot, now)) {
        throw new IllegalStateException("nobody to vote as " + participant);
      }
    }
    events.publishEvent(new VoteCast(id, judge.network(), now));
    events.publishEvent(new VotesChanged(List.of(id.value())));
    meters.cast(ballot.winner());
    return closed;
  }

  private Instant now() {
    Instant now = time.now();
    return now.minusNanos(now.getNano() % KEPT_NANOS);
  }
}
