package org.tiltyard.battle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.moderation.ModerationRecords;
import org.tiltyard.shared.Time;

/** Deletes what was kept long enough, some hundred battles at a time. */
@Component
public class Expiry {

  private static final int BATCH = 500;

  /** Not while somebody writes in it. */
  private static final String QUIET =
      " and not exists (select 1 from answer where answer.battle_id = battle.id"
          + " and answer.state = 'streaming' and answer.lease_until > :now)";

  private final JdbcClient database;
  private final ApplicationEventPublisher events;
  private final ModerationRecords moderation;
  private final Texts texts;
  private final Time time;

  Expiry(
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

  /**
   * Deletes battles that nobody voted on, wholly.
   *
   * @return how many; fewer than a batch when no more are left
   */
  @Transactional
  public int deleteUnvoted(Instant before) {
    List<String> ids =
        ids(
            "battle.created_at < :before and not exists"
                + " (select 1 from vote where vote.battle_id = battle.id)",
            before);
    if (!ids.isEmpty()) {
      events.publishEvent(new TextsExpired(ids));
      database.sql("delete from battle where id in (:ids)").param("ids", ids).update();
    }
    return ids.size();
  }

  /**
   * Empties the texts of battles and takes them out of datasets and boards, as if their people had
   * asked for it.
   *
   * @return how many battles; fewer than a batch when no more are left
   */
  @Transactional
  public int deleteTexts(Instant before) {
    List<String> ids =
        ids(
            "battle.created_at < :before and exists (select 1 from turn"
                + " where turn.battle_id = battle.id and turn.prompt <> '')",
            before);
    if (!ids.isEmpty()) {
      database
          .sql("update battle set withdrawn_at = :now where id in (:ids) and withdrawn_at is null")
          .param("now", Time.forDatabase(time.now()))
          .param("ids", ids)
          .update();
      texts.empty(":ids", Map.of("ids", ids));
      moderation.deleteOf(ids);
      events.publishEvent(new TextsExpired(ids));
    }
    return ids.size();
  }

  /** Whether so many were done that more may be left. */
  public static boolean isFull(int count) {
    return count == BATCH;
  }

  private List<String> ids(String which, Instant before) {
    return database
        .sql("select id from battle where " + which + QUIET + " order by id limit " + BATCH)
        .param("before", Time.forDatabase(before))
        .param("now", Time.forDatabase(time.now()))
        .query((row, number) -> row.getString(1))
        .list();
  }
}
