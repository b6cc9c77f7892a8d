package org.tiltyard.leaderboard;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Compares what boards rest on with the votes themselves, and corrects it. What merely waits to be
 * counted is not wrong.
 */
@Component
class Recounting {

  private final JdbcClient database;
  private final BoardState state;
  private final Changes changes;
  private final Truth truth;
  private final FactRecords facts;
  private final CellRecords cells;
  private final Counting counting;

  Recounting(
      JdbcClient database,
      BoardState state,
      Changes changes,
      Truth truth,
      FactRecords facts,
      CellRecords cells,
      Counting counting) {
    this.database = database;
    this.state = state;
    this.changes = changes;
    this.truth = truth;
    this.facts = facts;
    this.cells = cells;
    this.counting = counting;
  }

  /** How many votes have been counted. */
  long counted() {
    return database.sql("select count(*) from board_vote").query(Long.class).single();
  }

  /** The next conversations that were counted, in order of their ids. */
  List<String> countedAfter(String id, int limit) {
    return ids(
        "select conversation_id from board_vote where conversation_id > ?"
            + " order by conversation_id limit "
            + limit,
        id);
  }

  /** The next battles that have a vote and were not counted. */
  List<String> missedAfter(String id, int limit) {
    return ids(
        "select battle_id from vote where battle_id > ? and not exists (select 1 from board_vote"
            + " where board_vote.conversation_id = vote.battle_id) order by battle_id limit "
            + limit,
        id);
  }

  /** The next imported rows that have a vote and were not counted. */
  List<String> missedImportsAfter(String id, int limit) {
    return ids(
        "select id from imported_conversation where id > ? and winner in ('model_a', 'model_b',"
            + " 'tie', 'tie (bothbad)') and not exists (select 1 from board_vote"
            + " where board_vote.conversation_id = imported_conversation.id) order by id limit "
            + limit,
        id);
  }

  private List<String> ids(String sql, String after) {
    return database.sql(sql).param(after).query((row, number) -> row.getString(1)).list();
  }

  /** Those of the conversations that were counted as something else than they are. */
  Set<String> differing(Collection<String> conversations) {
    Map<String, Fact> counted = new HashMap<>();
    facts.of(conversations).forEach(fact -> counted.put(fact.conversation(), fact));
    Map<String, Fact> now = new HashMap<>();
    truth.of(conversations).forEach(fact -> now.put(fact.conversation(), fact));
    Set<String> differing = new HashSet<>(conversations);
    differing.removeIf(id -> Objects.equals(counted.get(id), now.get(id)));
    return differing;
  }

  /**
   * Counts those anew that differ and don't wait. Looks with the lock held, and for what waits
   * last: a change is committed together with its note, and nobody else can take notes away.
   *
   * @return how many were wrong
   */
  @Transactional
  public int correct(Collection<String> conversations) {
    state.lock();
    Set<String> wrong = differing(conversations);
    wrong.removeAll(changes.waiting(wrong));
    return counting.recount(wrong);
  }

  /**
   * Adds up all votes that were counted and corrects the counts that are something else.
   *
   * @return how many were wrong
   */
  @Transactional
  public int correctCells() {
    state.lock();
    Map<Cell, Cell.Count> differences = cells.recounted();
    cells
        .all()
        .forEach((cell, count) -> differences.merge(cell, count.negated(), Cell.Count::plus));
    differences.values().removeIf(Cell.Count.NONE::equals);
    if (!differences.isEmpty()) {
      cells.add(differences);
      state.advance();
    }
    return differences.size();
  }
}
