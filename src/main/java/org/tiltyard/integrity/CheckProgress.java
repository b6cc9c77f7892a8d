package org.tiltyard.integrity;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/** How far the checks have come, shared by all processes; one of them checks at a time. */
@Component
class CheckProgress {

  private static final Duration LEASE = Duration.ofSeconds(60);

  /** A place in the conversations in order of (time of tags, id). */
  record Mark(Instant time, String id) {

    static final Mark BEGINNING = new Mark(Instant.EPOCH, "");
  }

  /**
   * @param after up to where new tags have been looked at
   * @param again up to where a second pass has come; null without one
   * @param rules what the flags of single votes depended on
   * @param judgesAfter votes before then have been seen by the tests of judges
   * @param judgeRules what these depended on
   */
  record State(
      Mark after, @Nullable Mark again, String rules, Instant judgesAfter, String judgeRules) {}

  private final JdbcClient database;
  private final Time time;
  private final String owner = Identifier.random();

  CheckProgress(JdbcClient database, Time time) {
    this.database = database;
    this.time = time;
  }

  /** Whether this process is the one that checks, from now until its lease ends. */
  boolean lease() {
    Instant now = time.now();
    return database
            .sql(
                "update integrity_state set owner = :owner, lease_until = :until where id = 1"
                    + " and (owner = :owner or lease_until < :now)")
            .param("owner", owner)
            .param("until", Time.forDatabase(now.plus(LEASE)))
            .param("now", Time.forDatabase(now))
            .update()
        == 1;
  }

  /** Lets another process go on at once. */
  void release() {
    database
        .sql("update integrity_state set lease_until = ? where id = 1 and owner = ?")
        .params(Time.forDatabase(Instant.EPOCH), owner)
        .update();
  }

  State state() {
    return database
        .sql(
            "select after_time, after_id, again_time, again_id, rules, judges_after, judge_rules"
                + " from integrity_state where id = 1")
        .query((row, number) -> {
          OffsetDateTime again = row.getObject("again_time", OffsetDateTime.class);
          return new State(
              new Mark(
                  row.getObject("after_time", OffsetDateTime.class).toInstant(),
                  row.getString("after_id")),
              again == null ? null : new Mark(again.toInstant(), row.getString("again_id")),
              row.getString("rules"),
              row.getObject("judges_after", OffsetDateTime.class).toInstant(),
              row.getString("judge_rules"));
        })
        .single();
  }

  void cameTo(Mark after) {
    database
        .sql("update integrity_state set after_time = ?, after_id = ? where id = 1")
        .params(Time.forDatabase(after.time), after.id)
        .update();
  }

  /** Notes how far the second pass is; null when it is over. */
  void againCameTo(@Nullable Mark again) {
    database
        .sql("update integrity_state set again_time = ?, again_id = ? where id = 1")
        .params(
            Arrays.asList(
                again == null ? null : Time.forDatabase(again.time),
                again == null ? null : again.id))
        .update();
  }

  /** Rules or settings are others now: everything is looked through once more. */
  void beginAgain(String rules) {
    database.sql("update integrity_state set rules = ? where id = 1").param(rules).update();
    againCameTo(Mark.BEGINNING);
  }

  void judgesSeen(Instant until, String rules) {
    database
        .sql("update integrity_state set judges_after = ?, judge_rules = ? where id = 1")
        .params(Time.forDatabase(until), rules)
        .update();
  }
}
