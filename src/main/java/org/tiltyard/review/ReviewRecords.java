package org.tiltyard.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.disclosure.Kind;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/** The queue in the database. */
@Component
class ReviewRecords {

  private static final String COLUMNS =
      "select id, question_id, conversation_id, kind, digest, decision, reason, note, decided_by,"
          + " decided_at from review_finding";

  /** Nobody need decide on the rest of a conversation that stays out. */
  private static final String WAITING =
      " where decision is null and not exists (select 1 from review_finding other"
          + " where other.question_id = review_finding.question_id and other.decision = 'drop')";

  private final JdbcClient database;

  ReviewRecords(JdbcClient database) {
    this.database = database;
  }

  /** Notes that a value was seen; puts it into the queue if it is new. */
  void saw(String questionId, String conversationId, PersonalValue value, Instant now) {
    if (sawAgain(questionId, conversationId, value, now)) {
      return;
    }
    try {
      database
          .sql(
              "insert into review_finding (id, question_id, conversation_id, kind, digest, found_at,"
                  + " seen_at) values (?, ?, ?, ?, ?, ?, ?)")
          .params(
              Identifier.random(),
              questionId,
              conversationId,
              value.kind().word(),
              value.digest(),
              Time.forDatabase(now),
              Time.forDatabase(now))
          .update();
    } catch (DuplicateKeyException e) {
      // Another search was here in between.
    }
  }

  private boolean sawAgain(
      String questionId, String conversationId, PersonalValue value, Instant now) {
    return database
            .sql(
                "update review_finding set seen_at = ?, conversation_id = ?"
                    + " where question_id = ? and kind = ? and digest = ?")
            .params(
                Time.forDatabase(now),
                conversationId,
                questionId,
                value.kind().word(),
                value.digest())
            .update()
        > 0;
  }

  /** Removes what a whole search did not see any more: it was withdrawn, or is found no longer. */
  void forgetUnseen(Instant before) {
    database
        .sql("delete from review_finding where seen_at < ?")
        .param(Time.forDatabase(before))
        .update();
  }

  /** Removes all of a conversation that is gone. */
  void forget(String questionId) {
    database.sql("delete from review_finding where question_id = ?").param(questionId).update();
  }

  long waiting() {
    return database.sql("select count(*) from review_finding" + WAITING).query(Long.class).single();
  }

  Map<String, Long> decided() {
    Map<String, Long> counts = new HashMap<>();
    database
        .sql(
            "select decision, count(*) from review_finding where decision is not null"
                + " group by decision")
        .query(row -> {
          counts.put(row.getString(1), row.getLong(2));
        });
    return counts;
  }

  /** The one that waits longest. */
  Optional<ReviewItem> next() {
    return database
        .sql(COLUMNS + WAITING + " order by found_at, id limit 1")
        .query(ReviewRecords::item)
        .optional();
  }

  Optional<ReviewItem> find(String id) {
    return database.sql(COLUMNS + " where id = ?").param(id).query(ReviewRecords::item).optional();
  }

  /** Others of the same conversation that wait. */
  List<ReviewItem> waitingBeside(ReviewItem item) {
    return database
        .sql(COLUMNS + WAITING + " and question_id = ? and id <> ? order by found_at, id")
        .params(item.questionId(), item.id())
        .query(ReviewRecords::item)
        .list();
  }

  /** What was decided in one go with it, itself too; nothing while it waits. */
  List<ReviewItem> decidedWith(ReviewItem item) {
    Instant at = item.decidedAt();
    if (at == null) {
      return List.of();
    }
    return database
        .sql(COLUMNS + " where question_id = ? and decided_at = ? order by id")
        .params(item.questionId(), Time.forDatabase(at))
        .query(ReviewRecords::item)
        .list();
  }

  /** The newest decisions, the newest first. */
  List<ReviewItem> newest(int limit) {
    return database
        .sql(COLUMNS + " where decided_at is not null order by decided_at desc, id limit " + limit)
        .query(ReviewRecords::item)
        .list();
  }

  /**
   * Decides on one that waits.
   *
   * @return false when somebody else was quicker
   */
  boolean decide(String id, Verdict verdict, SignedIn by, Instant now) {
    return database
            .sql(
                "update review_finding set decision = ?, reason = ?, note = ?, account_id = ?,"
                    + " decided_by = ?, decided_at = ? where id = ? and decision is null")
            .params(
                Arrays.asList(
                    verdict.decision().word(),
                    verdict.reason().word(),
                    verdict.note(),
                    by.id().value(),
                    by.username(),
                    Time.forDatabase(now),
                    id))
            .update()
        > 0;
  }

  /**
   * Takes a decision back.
   *
   * @return false when there is none
   */
  boolean undo(String id) {
    return database
            .sql(
                "update review_finding set decision = null, reason = null, note = null,"
                    + " account_id = null, decided_by = null, decided_at = null"
                    + " where id = ? and decision is not null")
            .param(id)
            .update()
        > 0;
  }

  /** What was decided on a conversation before a time. */
  Map<PersonalValue, Decision> decisions(String questionId, Instant before) {
    Map<PersonalValue, Decision> decisions = new HashMap<>();
    database
        .sql(COLUMNS + " where question_id = ? and decided_at < ?")
        .params(questionId, Time.forDatabase(before))
        .query(ReviewRecords::item)
        .list()
        .forEach(item -> {
          Decision decision = item.decision();
          if (decision != null) {
            decisions.put(item.value(), decision);
          }
        });
    return decisions;
  }

  private static ReviewItem item(ResultSet row, int number) throws SQLException {
    String decision = row.getString("decision");
    OffsetDateTime decidedAt = row.getObject("decided_at", OffsetDateTime.class);
    return new ReviewItem(
        row.getString("id"),
        row.getString("question_id"),
        row.getString("conversation_id"),
        new PersonalValue(Kind.of(row.getString("kind")).orElseThrow(), row.getString("digest")),
        decision == null ? null : Decision.of(decision).orElseThrow(),
        row.getString("reason"),
        row.getString("note"),
        row.getString("decided_by"),
        decidedAt == null ? null : decidedAt.toInstant());
  }
}
