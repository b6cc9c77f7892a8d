package org.tiltyard.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.shared.Time;

/** What was decided about votes, and what had stood before. */
@Component
class DecisionRecords {

  private static final int AT_ONCE = 1000;

  /** What was decided in one go. */
  record Batch(
      String id,
      Decision decision,
      Verdict verdict,
      int votes,
      String by,
      Instant at,
      @Nullable Instant undoneAt) {}

  private final JdbcClient database;
  private final JdbcTemplate batches;

  DecisionRecords(JdbcClient database, JdbcTemplate batches) {
    this.database = database;
    this.batches = batches;
  }

  /** Those that there are: own ones that nobody withdrew, and imported ones with a verdict. */
  List<String> existing(Collection<String> conversations) {
    List<String> existing = new ArrayList<>();
    List<String> all = conversations.stream().distinct().sorted().toList();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      existing.addAll(
          database
              .sql(
                  "select vote.battle_id from vote join battle on battle.id = vote.battle_id"
                      + " where vote.battle_id in (:ids) and battle.withdrawn_at is null"
                      + " union select id from imported_conversation"
                      + " where id in (:ids) and winner is not null order by 1")
              .param("ids", all.subList(from, Math.min(all.size(), from + AT_ONCE)))
              .query((row, number) -> row.getString(1))
              .list());
    }
    return existing;
  }

  /** Notes a decision about votes, and what it takes the place of. */
  void put(Batch batch, List<String> votes, SignedIn by) {
    database
        .sql(
            "insert into decision_batch (id, decision, reason, note, votes, account_id, decided_by,"
                + " decided_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                batch.id,
                batch.decision.word(),
                batch.verdict.reason().word(),
                batch.verdict.note(),
                batch.votes,
                by.id().value(),
                batch.by,
                Time.forDatabase(batch.at)))
        .update();
    batches.batchUpdate(
        "insert into decision_batch_vote (batch_id, conversation_id, batch_before)"
            + " values (?, ?, (select batch_id from vote_decision where conversation_id = ?))",
        votes.stream().map(vote -> new Object[] {batch.id, vote, vote}).toList());
    batches.batchUpdate(
        "delete from vote_decision where conversation_id = ?",
        votes.stream().map(vote -> new Object[] {vote}).toList());
    stand("batch.id", batch.id, votes);
  }

  /** Makes a batch, or the one before it, what stands about votes. */
  private void stand(String which, String batch, List<String> votes) {
    String sql =
        "insert into vote_decision (conversation_id, decision, reason, note, account_id,"
            + " decided_by, decided_at, batch_id)"
            + " select vote.conversation_id, stands.decision, stands.reason, stands.note,"
            + " stands.account_id, stands.decided_by, stands.decided_at, stands.id"
            + " from decision_batch_vote vote join decision_batch batch on batch.id = vote.batch_id"
            + " join decision_batch stands on stands.id = "
            + which
            + " where vote.batch_id = ? and vote.conversation_id = ? and stands.undone_at is null";
    batches.batchUpdate(sql, votes.stream().map(vote -> new Object[] {batch, vote}).toList());
  }

  Optional<Batch> batch(String id) {
    return database
        .sql("select * from decision_batch where id = ?")
        .param(id)
        .query((row, number) -> batch(row))
        .optional();
  }

  /** The newest ones, the newest first. */
  List<Batch> newest(int limit) {
    return database
        .sql("select * from decision_batch order by decided_at desc, id limit " + limit)
        .query((row, number) -> batch(row))
        .list();
  }

  private static Batch batch(ResultSet row) throws SQLException {
    OffsetDateTime undone = row.getObject("undone_at", OffsetDateTime.class);
    return new Batch(
        row.getString("id"),
        Decision.of(row.getString("decision")).orElseThrow(),
        new Verdict(Reason.of(row.getString("reason")).orElseThrow(), row.getString("note")),
        row.getInt("votes"),
        row.getString("decided_by"),
        row.getObject("decided_at", OffsetDateTime.class).toInstant(),
        undone == null ? null : undone.toInstant());
  }

  /**
   * Notes that a batch was taken back.
   *
   * @return false when it had been
   */
  boolean markUndone(String batch, Instant now) {
    return database
            .sql("update decision_batch set undone_at = ? where id = ? and undone_at is null")
            .params(Time.forDatabase(now), batch)
            .update()
        > 0;
  }

  /** Lets what stood before a batch stand again, where the batch is what stands. */
  List<String> restoreBefore(String batch) {
    List<String> votes =
        database
            .sql("select conversation_id from vote_decision where batch_id = ? order by 1")
            .param(batch)
            .query((row, number) -> row.getString(1))
            .list();
    database.sql("delete from vote_decision where batch_id = ?").param(batch).update();
    stand("vote.batch_before", batch, votes);
    return votes;
  }

  /** What stands about a vote. */
  Optional<Batch> standing(String conversation) {
    return database
        .sql(
            "select decision_batch.* from decision_batch"
                + " join vote_decision on vote_decision.batch_id = decision_batch.id"
                + " where vote_decision.conversation_id = ?")
        .param(conversation)
        .query((row, number) -> batch(row))
        .optional();
  }
}
