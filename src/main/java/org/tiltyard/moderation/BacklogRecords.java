package org.tiltyard.moderation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/** Which messages wait for which link of the chain. */
@Component
class BacklogRecords {

  private static final int LONGEST_PROBLEM = 500;
  private static final String WHERE_KEY =
      " where battle_id = ? and turn_number = ? and part = ? and attempt = ? and link = ?";

  /** Neither checked nor waiting; to be completed with the columns of the message. */
  private static final String NOT_KNOWN =
      " and not exists (select 1 from moderation_result done where done.battle_id = %1$s.battle_id"
          + " and done.turn_number = %2$s and done.part = %3$s and done.attempt = %4$s"
          + " and done.link = :link and done.outcome <> 'not-checked')"
          + " and not exists (select 1 from moderation_backlog known"
          + " where known.battle_id = %1$s.battle_id and known.turn_number = %2$s"
          + " and known.part = %3$s and known.attempt = %4$s and known.link = :link)";

  /**
   * One message for one link.
   *
   * @param failures how often it was tried in vain
   */
  record Waiting(MessageKey message, String link, int failures, String text) {}

  /**
   * What waits for a link.
   *
   * @param problem of one that failed; empty when none did
   */
  record Line(String link, long waiting, String problem) {}

  private final JdbcClient database;

  BacklogRecords(JdbcClient database) {
    this.database = database;
  }

  /** Up to when a link has been looked after. */
  Optional<Instant> seenUntil(String link) {
    return database
        .sql("select seen_until from moderation_progress where link = ?")
        .param(link)
        .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .optional();
  }

  /** Notes up to when it has; earlier than before, to have older messages checked, too. */
  void seen(String link, Instant until) {
    if (database
            .sql("update moderation_progress set seen_until = ? where link = ?")
            .params(Time.forDatabase(until), link)
            .update()
        == 0) {
      database
          .sql(
              "insert into moderation_progress (link, seen_until) values (?, ?)"
                  + " on conflict do nothing")
          .params(link, Time.forDatabase(until))
          .update();
    }
  }

  /** Notes the same unless somebody has asked for older messages meanwhile. */
  void seen(String link, Instant before, Instant until) {
    database
        .sql("update moderation_progress set seen_until = ? where link = ? and seen_until = ?")
        .params(Time.forDatabase(until), link, Time.forDatabase(before))
        .update();
  }

  /** What is switched off is looked after no more: switched on again, it begins anew. */
  void forgetProgressExcept(Collection<String> links) {
    database
        .sql("delete from moderation_progress where link not in (:links)")
        .param("links", links.isEmpty() ? List.of("") : links)
        .update();
  }

  /**
   * Puts messages in line that were written in the time and that the link has not checked. What was
   * withdrawn is left alone; so are answers without a word.
   *
   * @return whether there may be more
   */
  boolean enqueue(String link, boolean answers, Instant from, Instant to, Instant now, int limit) {
    boolean more = enqueuePrompts(link, from, to, now, limit) == limit;
    if (answers) {
      more |= enqueueAnswers(link, from, to, now, limit) == limit;
    }
    return more;
  }

  private int enqueuePrompts(String link, Instant from, Instant to, Instant now, int limit) {
    return enqueue(
        "select turn.battle_id, turn.number, 'prompt', 0, cast(:link as varchar(80)), 0,"
            + " cast(:now as timestamp with time zone)"
            + " from turn join battle on battle.id = turn.battle_id"
            + " where turn.created_at >= :from and turn.created_at < :to and turn.prompt <> ''"
            + " and battle.withdrawn_at is null"
            + NOT_KNOWN.formatted("turn", "turn.number", "'prompt'", "0")
            + " order by turn.created_at limit :limit",
        link,
        from,
        to,
        now,
        limit);
  }

  private int enqueueAnswers(String link, Instant from, Instant to, Instant now, int limit) {
    return enqueue(
        "select answer.battle_id, answer.turn_number, answer.seat, answer.attempt,"
            + " cast(:link as varchar(80)), 0, cast(:now as timestamp with time zone)"
            + " from answer join battle on battle.id = answer.battle_id"
            + " where answer.settled_at >= :from and answer.settled_at < :to"
            + " and answer.state <> 'streaming' and answer.text <> ''"
            + " and battle.withdrawn_at is null"
            + NOT_KNOWN.formatted("answer", "answer.turn_number", "answer.seat", "answer.attempt")
            + " order by answer.settled_at limit :limit",
        link,
        from,
        to,
        now,
        limit);
  }

  private int enqueue(
      String select, String link, Instant from, Instant to, Instant now, int limit) {
    return database
        .sql(
            "insert into moderation_backlog (battle_id, turn_number, part, attempt, link,"
                + " failures, due_at) "
                + select)
        .param("link", link)
        .param("now", Time.forDatabase(now))
        .param("from", Time.forDatabase(from))
        .param("to", Time.forDatabase(to))
        .param("limit", limit)
        .update();
  }

  /** Takes out of the line what was withdrawn meanwhile. */
  void dropWithdrawn() {
    database
        .sql(
            "delete from moderation_backlog where exists (select 1 from battle"
                + " where battle.id = moderation_backlog.battle_id"
                + " and battle.withdrawn_at is not null)")
        .update();
  }

  /** What is due for a link, the longest due first. */
  List<Waiting> due(String link, Instant now, int limit) {
    return database
        .sql(
            "select waiting.*, case when waiting.part = 'prompt' then turn.prompt else answer.text"
                + " end as text from moderation_backlog waiting"
                + " join turn on turn.battle_id = waiting.battle_id"
                + " and turn.number = waiting.turn_number"
                + " left join answer on answer.battle_id = waiting.battle_id"
                + " and answer.turn_number = waiting.turn_number"
                + " and answer.seat = waiting.part and answer.attempt = waiting.attempt"
                + " where waiting.link = ? and waiting.due_at <= ?"
                + " order by waiting.due_at, waiting.battle_id, waiting.turn_number, waiting.part"
                + " limit ?")
        .params(link, Time.forDatabase(now), limit)
        .query((row, number) -> waiting(row))
        .list();
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    String text = row.getString("text");
    MessageKey message =
        new MessageKey(
            row.getString("battle_id"),
            row.getInt("turn_number"),
            MessageKey.Part.of(row.getString("part")),
            row.getInt("attempt"));
    return new Waiting(
        message, row.getString("link"), row.getInt("failures"), text == null ? "" : text);
  }

  void done(Waiting one) {
    MessageKey key = one.message;
    database
        .sql("delete from moderation_backlog" + WHERE_KEY)
        .params(key.battle(), key.turn(), key.part().word(), key.attempt(), one.link)
        .update();
  }

  /** Notes that it was tried in vain, and when it is tried again. */
  void failed(Waiting one, String problem, Instant again) {
    MessageKey key = one.message;
    database
        .sql(
            "update moderation_backlog set failures = failures + 1, problem = ?, due_at = ?"
                + WHERE_KEY)
        .params(
            problem.substring(0, Math.min(problem.length(), LONGEST_PROBLEM)),
            Time.forDatabase(again),
            key.battle(),
            key.turn(),
            key.part().word(),
            key.attempt(),
            one.link)
        .update();
  }

  /** Has everything that waits for a link wait longer: it can't be asked now. */
  void postpone(String link, Instant again) {
    database
        .sql("update moderation_backlog set due_at = ? where link = ? and due_at < ?")
        .params(Time.forDatabase(again), link, Time.forDatabase(again))
        .update();
  }

  /** Makes everything that waits due at once. */
  int hurry(Instant now) {
    return database
        .sql("update moderation_backlog set due_at = ? where due_at > ?")
        .params(Time.forDatabase(now), Time.forDatabase(now))
        .update();
  }

  /** Takes a link's messages out of the line. */
  void drop(String link) {
    database.sql("delete from moderation_backlog where link = ?").param(link).update();
  }

  /** How many messages wait for each link, by link; those for which none does are not in it. */
  Map<String, Line> lines() {
    Map<String, Line> lines = new LinkedHashMap<>();
    database
        .sql(
            "select link, count(*) as waiting, max(coalesce(problem, '')) as problem"
                + " from moderation_backlog group by link order by link")
        .query(row -> {
          String link = row.getString("link");
          lines.put(link, new Line(link, row.getLong("waiting"), row.getString("problem")));
        });
    return lines;
  }

  /** Takes or renews the right to work on it; false while another node has it. */
  boolean lease(String owner, Instant now, Instant until) {
    return database
            .sql(
                "update moderation_lease set owner = ?, lease_until = ?"
                    + " where id = 1 and (owner = ? or lease_until < ?)")
            .params(owner, Time.forDatabase(until), owner, Time.forDatabase(now))
            .update()
        == 1;
  }

  /** Gives the right back, so that another node need not wait for its end. */
  void release(String owner, Instant now) {
    database
        .sql("update moderation_lease set lease_until = ? where id = 1 and owner = ?")
        .params(Time.forDatabase(now), owner)
        .update();
  }
}
