package org.tiltyard.leaderboard;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.tiltyard.battle.BattlesWithdrawn;
import org.tiltyard.vote.VotesChanged;

/**
 * Notes which votes are to be counted anew, in the transaction that changes them: what has been
 * committed will be counted, whatever happens to this node.
 */
@Component
class Changes {

  /** A note, and the conversation it is about. */
  record Change(long id, String conversation) {}

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final Bell bell;

  Changes(JdbcClient database, JdbcTemplate batches, Bell bell) {
    this.database = database;
    this.batches = batches;
    this.bell = bell;
  }

  @EventListener
  void on(VotesChanged changed) {
    if (changed.conversations().isEmpty()) {
      return;
    }
    batches.batchUpdate(
        "insert into board_change (conversation_id) values (?)",
        changed.conversations().stream().map(id -> new Object[] {id}).toList());
    ringAfterCommit();
  }

  @EventListener
  void on(BattlesWithdrawn withdrawn) {
    database
        .sql(
            "insert into board_change (conversation_id) select vote.battle_id from vote"
                + " join battle on battle.id = vote.battle_id where battle.participant_id = ?")
        .param(withdrawn.participant().value())
        .update();
    ringAfterCommit();
  }

  private void ringAfterCommit() {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              bell.ring();
            }
          });
    } else {
      bell.ring();
    }
  }

  /** The oldest notes. */
  List<Change> next(int limit) {
    return database
        .sql("select id, conversation_id from board_change order by id limit " + limit)
        .query((row, number) -> new Change(row.getLong(1), row.getString(2)))
        .list();
  }

  boolean any() {
    return !next(1).isEmpty();
  }

  /** Which of the conversations wait to be counted. */
  Set<String> waiting(Collection<String> conversations) {
    if (conversations.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        database
            .sql(
                "select distinct conversation_id from board_change where conversation_id in (:ids)")
            .param("ids", conversations)
            .query((row, number) -> row.getString(1))
            .list());
  }

  /** The newest note that waits; 0 when none does. */
  long last() {
    return database.sql("select coalesce(max(id), 0) from board_change").query(Long.class).single();
  }

  /** Whether one waits that is no newer. */
  boolean anyUpTo(long id) {
    return next(1).stream().anyMatch(change -> change.id() <= id);
  }

  /** How many votes wait to be counted. */
  long waiting() {
    return database.sql("select count(*) from board_change").query(Long.class).single();
  }

  void done(Collection<Change> changes) {
    database
        .sql("delete from board_change where id in (:ids)")
        .param("ids", changes.stream().map(Change::id).toList())
        .update();
  }
}
