package org.tiltyard.moderation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/** Which messages wait for which classifier, and what came of those that were read. */
@Component
class ToxicityRecords {

  private static final int LONGEST_PROBLEM = 1000;
  private static final int LONGEST_VERSION = 2000;

  /**
   * One message for one classifier.
   *
   * @param part {@code u} for the prompt, {@code a} and {@code b} for the answers
   * @param failures how often it was tried in vain
   */
  record Waiting(
      String battle,
      int turn,
      String part,
      int attempt,
      String classifier,
      int failures,
      String text) {}

  private final JdbcClient database;

  ToxicityRecords(JdbcClient database) {
    this.database = database;
  }

  /**
   * Puts messages in line that were written in the time and are not there yet. What was withdrawn
   * is left alone; so are answers without a word.
   *
   * @return whether there may be more
   */
  boolean enqueue(String classifier, Instant from, Instant to, Instant now, int limit) {
    return enqueuePrompts(classifier, from, to, now, limit) == limit
        | enqueueAnswers(classifier, from, to, now, limit) == limit;
  }

  private int enqueuePrompts(String classifier, Instant from, Instant to, Instant now, int limit) {
    return database
        .sql(
            "insert into toxicity (battle_id, turn_number, part, attempt, classifier, state,"
                + " failures, due_at)"
                + " select turn.battle_id, turn.number, 'u', 0, cast(:name as varchar(60)),"
                + " 'waiting', 0, cast(:now as timestamp with time zone)"
                + " from turn join battle on battle.id = turn.battle_id"
                + " where turn.created_at >= :from and turn.created_at < :to"
                + " and battle.withdrawn_at is null"
                + " and not exists (select 1 from toxicity known"
                + " where known.battle_id = turn.battle_id and known.turn_number = turn.number"
                + " and known.part = 'u' and known.attempt = 0 and known.classifier = :name)"
                + " order by turn.created_at limit :limit")
        .param("name", classifier)
        .param("now", Time.forDatabase(now))
        .param("from", Time.forDatabase(from))
        .param("to", Time.forDatabase(to))
        .param("limit", limit)
        .update();
  }

  private int enqueueAnswers(String classifier, Instant from, Instant to, Instant now, int limit) {
    return database
        .sql(
            "insert into toxicity (battle_id, turn_number, part, attempt, classifier, state,"
                + " failures, due_at)"
                + " select answer.battle_id, answer.turn_number, answer.seat, answer.attempt,"
                + " cast(:name as varchar(60)), 'waiting', 0,"
                + " cast(:now as timestamp with time zone)"
                + " from answer join battle on battle.id = answer.battle_id"
                + " where answer.settled_at >= :from and answer.settled_at < :to"
                + " and answer.state <> 'streaming' and answer.text <> ''"
                + " and battle.withdrawn_at is null"
                + " and not exists (select 1 from toxicity known"
                + " where known.battle_id = answer.battle_id"
                + " and known.turn_number = answer.turn_number and known.part = answer.seat"
                + " and known.attempt = answer.attempt and known.classifier = :name)"
                + " order by answer.settled_at limit :limit")
        .param("name", classifier)
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
            "delete from toxicity where state = 'waiting' and battle_id in"
                + " (select id from battle where withdrawn_at is not null)")
        .update();
  }

  /** What is due for these classifiers, the longest due first. */
  List<Waiting> due(Collection<String> classifiers, Instant now, int limit) {
    if (classifiers.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            "select toxicity.battle_id, toxicity.turn_number, toxicity.part, toxicity.attempt,"
                + " toxicity.classifier, toxicity.failures,"
                + " case when toxicity.part = 'u' then turn.prompt else answer.text end as text"
                + " from toxicity join turn on turn.battle_id = toxicity.battle_id"
                + " and turn.number = toxicity.turn_number"
                + " left join answer on answer.battle_id = toxicity.battle_id"
                + " and answer.turn_number = toxicity.turn_number"
                + " and answer.seat = toxicity.part and answer.attempt = toxicity.attempt"
                + " where toxicity.state = 'waiting' and toxicity.due_at <= :now"
                + " and toxicity.classifier in (:classifiers)"
                + " order by toxicity.due_at, toxicity.battle_id, toxicity.turn_number limit :limit")
        .param("now", Time.forDatabase(now))
        .param("classifiers", classifiers)
        .param("limit", limit)
        .query((row, number) -> waiting(row))
        .list();
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    String text = row.getString("text");
    return new Waiting(
        row.getString("battle_id"),
        row.getInt("turn_number"),
        row.getString("part"),
        row.getInt("attempt"),
        row.getString("classifier"),
        row.getInt("failures"),
        text == null ? "" : text);
  }

  void checked(Waiting one, Toxicity said, String version, Instant now) {
    database
        .sql(
            "update toxicity set state = 'checked', flagged = ?, score = ?, model_version = ?,"
                + " problem = null, checked_at = ? where battle_id = ? and turn_number = ?"
                + " and part = ? and attempt = ? and classifier = ?")
        .params(
            said.flagged(),
            said.score(),
            version.substring(0, Math.min(version.length(), LONGEST_VERSION)),
            Time.forDatabase(now),
            one.battle,
            one.turn,
            one.part,
            one.attempt,
            one.classifier)
        .update();
  }

  /** Notes that it was tried in vain, and when it is tried again. */
  void failed(Waiting one, String problem, Instant again) {
    database
        .sql(
            "update toxicity set failures = failures + 1, problem = ?, due_at = ?"
                + " where battle_id = ? and turn_number = ? and part = ? and attempt = ?"
                + " and classifier = ?")
        .params(
            shortened(problem),
            Time.forDatabase(again),
            one.battle,
            one.turn,
            one.part,
            one.attempt,
            one.classifier)
        .update();
  }

  /** Has everything that waits for a classifier wait longer: it can't be used now. */
  void postpone(String classifier, String problem, Instant again) {
    database
        .sql(
            "update toxicity set problem = ?, due_at = ?"
                + " where classifier = ? and state = 'waiting' and due_at < ?")
        .params(shortened(problem), Time.forDatabase(again), classifier, Time.forDatabase(again))
        .update();
  }

  private static String shortened(String problem) {
    return problem.substring(0, Math.min(problem.length(), LONGEST_PROBLEM));
  }

  /** Makes everything that waits due at once. */
  int hurry(Instant now) {
    return database
        .sql("update toxicity set due_at = ? where state = 'waiting' and due_at > ?")
        .params(Time.forDatabase(now), Time.forDatabase(now))
        .update();
  }

  /** Takes a classifier's messages out of the line; what it has said stays. */
  void dropWaiting(String classifier) {
    database
        .sql("delete from toxicity where classifier = ? and state = 'waiting'")
        .param(classifier)
        .update();
  }

  /** Takes or renews the right to tag; false while another node has it. */
  boolean lease(String owner, Instant now, Instant until) {
    return database
            .sql(
                "update toxicity_lease set owner = ?, lease_until = ?"
                    + " where id = 1 and (owner = ? or lease_until < ?)")
            .params(owner, Time.forDatabase(until), owner, Time.forDatabase(now))
            .update()
        == 1;
  }

  /** Gives the right back, so that another node need not wait for its end. */
  void release(String owner, Instant now) {
    database
        .sql("update toxicity_lease set lease_until = ? where id = 1 and owner = ?")
        .params(Time.forDatabase(now), owner)
        .update();
  }
}
