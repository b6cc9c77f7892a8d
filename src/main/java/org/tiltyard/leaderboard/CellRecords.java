package org.tiltyard.leaderboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.leaderboard.Fact.Traits;

/** The counts of votes by cell. Only whoever holds the lock of {@link BoardState} changes them. */
@Component
class CellRecords {

  private static final String KEY =
      " model_a = ? and model_b = ? and source = ? and mode = ? and judge_group = ? and language = ?"
          + " and coding = ? and math = ? and long_prompt = ? and multi_turn = ?"
          + " and instructions = ? and left_out = ?";

  private final JdbcClient database;
  private final JdbcTemplate batches;

  CellRecords(JdbcClient database, JdbcTemplate batches) {
    this.database = database;
    this.batches = batches;
  }

  /** Adds to cells what they have more, or less; one that nothing is left in goes. */
  void add(Map<Cell, Cell.Count> differences) {
    List<Map.Entry<Cell, Cell.Count>> changes =
        differences.entrySet().stream()
            .filter(change -> !change.getValue().equals(Cell.Count.NONE))
            .toList();
    if (changes.isEmpty()) {
      return;
    }
    int[] updated =
        batches.batchUpdate(
            "update board_cell set wins = wins + ?, losses = losses + ?, ties = ties + ?,"
                + " both_bad = both_bad + ? where"
                + KEY,
            changes.stream()
                .map(change -> parameters(change.getValue(), change.getKey()))
                .toList());
    List<Object[]> fresh = new ArrayList<>();
    List<Object[]> smaller = new ArrayList<>();
    for (int i = 0; i < updated.length; i++) {
      Cell.Count count = changes.get(i).getValue();
      if (updated[i] == 0) {
        fresh.add(parameters(count, changes.get(i).getKey()));
      } else if (count.wins() < 0
          || count.losses() < 0
          || count.ties() < 0
          || count.bothBad() < 0) {
        smaller.add(parameters(changes.get(i).getKey()));
      }
    }
    if (!fresh.isEmpty()) {
      batches.batchUpdate(
          "insert into board_cell (wins, losses, ties, both_bad, model_a, model_b, source, mode,"
              + " judge_group, language, coding, math, long_prompt, multi_turn, instructions,"
              + " left_out) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          fresh);
    }
    if (!smaller.isEmpty()) {
      batches.batchUpdate(
          "delete from board_cell where wins = 0 and losses = 0 and ties = 0 and both_bad = 0 and"
              + KEY,
          smaller);
    }
  }

  private static Object[] parameters(Cell.Count count, Cell cell) {
    List<Object> parameters =
        new ArrayList<>(List.of(count.wins(), count.losses(), count.ties(), count.bothBad()));
    parameters.addAll(List.of(parameters(cell)));
    return parameters.toArray();
  }

  private static Object[] parameters(Cell cell) {
    Traits traits = cell.traits();
    return new Object[] {
      cell.modelA(),
      cell.modelB(),
      traits.source(),
      traits.mode(),
      traits.group(),
      traits.language(),
      traits.coding(),
      traits.math(),
      traits.longPrompt(),
      traits.multiTurn(),
      traits.instructions(),
      traits.leftOut()
    };
  }

  /** All cells. */
  Map<Cell, Cell.Count> all() {
    Map<Cell, Cell.Count> cells = new HashMap<>();
    database
        .sql("select * from board_cell")
        .query(row -> {
          cells.put(
              new Cell(row.getString("model_a"), row.getString("model_b"), FactRecords.traits(row)),
              new Cell.Count(
                  row.getLong("wins"),
                  row.getLong("losses"),
                  row.getLong("ties"),
                  row.getLong("both_bad")));
        });
    return cells;
  }

  /** All cells as they would be if every vote that was counted were counted now. */
  Map<Cell, Cell.Count> recounted() {
    Map<Cell, Cell.Count> cells = new HashMap<>();
    database
        .sql(
            "select model_a, model_b, outcome, count(*) as votes, source, mode, judge_group,"
                + " language, coding, math, long_prompt, multi_turn, instructions, left_out"
                + " from board_vote group by model_a, model_b, outcome, source, mode, judge_group,"
                + " language, coding, math, long_prompt, multi_turn, instructions, left_out")
        .query(row -> {
          Fact one =
              new Fact(
                  "",
                  row.getString("model_a"),
                  row.getString("model_b"),
                  row.getString("outcome"),
                  null,
                  FactRecords.traits(row),
                  null,
                  null);
          cells.merge(one.cell(), one.count().times(row.getLong("votes")), Cell.Count::plus);
        });
    return cells;
  }

  /** Whether there is a vote from there. */
  boolean any(Origin source) {
    return database
        .sql("select 1 from board_cell where source = ? limit 1")
        .param(source.key())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** The languages that people voted in, those with the most votes first. */
  List<String> languages() {
    record Language(String name, long votes) {}
    return database
        .sql(
            "select language, sum(wins + losses + ties + both_bad) as votes from board_cell"
                + " where left_out <> '"
                + Truth.WITHDRAWN
                + "' group by language")
        .query((row, number) -> new Language(row.getString(1), row.getLong(2)))
        .list()
        .stream()
        .sorted(Comparator.comparingLong(Language::votes).reversed().thenComparing(Language::name))
        .map(Language::name)
        .toList();
  }
}
