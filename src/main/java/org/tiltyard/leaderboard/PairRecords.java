package org.tiltyard.leaderboard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.models.ModelId;

/** The votes on one pair of models that fit a query. */
@Component
class PairRecords {

  /**
   * Votes that are alike, seen from the first of the two models.
   *
   * @param categories those that they are in
   */
  record Part(String language, List<Category> categories, Record counts) {}

  /** How two models did against each other, seen from the first. */
  record Record(long wins, long losses, long ties) {

    static final Record NONE = new Record(0, 0, 0);

    /** How many votes there are. */
    public long votes() {
      return wins + losses + ties;
    }

    /** Wins and half of the ties, as a share; 0 without votes. */
    public double share() {
      return votes() == 0 ? 0 : (wins + 0.5 * ties) / votes();
    }

    Record and(Record other) {
      return new Record(wins + other.wins, losses + other.losses, ties + other.ties);
    }
  }

  private final JdbcClient database;

  PairRecords(JdbcClient database) {
    this.database = database;
  }

  /** The models that have a vote on whichever board, by name. */
  Map<String, ModelId> models() {
    Map<String, ModelId> models = new HashMap<>();
    database
        .sql(
            "select name, id from language_model where id in (select model_a from board_cell"
                + " union select model_b from board_cell)")
        .query(row -> {
          models.put(row.getString(1), new ModelId(row.getString(2)));
        });
    return models;
  }

  /**
   * Those that count.
   *
   * @param source which votes, now that settings have been asked
   */
  List<Part> of(BoardQuery query, Origin source, ModelId first, ModelId second) {
    Map<String, Object> parameters = new HashMap<>();
    String condition = Tallies.condition(query, source, parameters);
    parameters.put("first", first.value());
    parameters.put("second", second.value());
    String counts =
        query.needsVotes()
            ? "case outcome when 'model_a' then 1 else 0 end as wins,"
                + " case outcome when 'model_b' then 1 else 0 end as losses,"
                + " case outcome when 'model_a' then 0 when 'model_b' then 0 else 1 end as ties"
            : "wins, losses, ties + both_bad as ties";
    return database
        .sql(
            "select model_a, left_out, language, coding, math, long_prompt, multi_turn,"
                + " instructions, sum(wins) as wins, sum(losses) as losses, sum(ties) as ties"
                + " from (select model_a, left_out, language, coding, math, long_prompt,"
                + " multi_turn, instructions, "
                + counts
                + (query.needsVotes() ? " from board_vote" : " from board_cell")
                + condition
                + " and ((model_a = :first and model_b = :second)"
                + " or (model_a = :second and model_b = :first))) alike"
                + " group by model_a, left_out, language, coding, math, long_prompt, multi_turn,"
                + " instructions")
        .params(parameters)
        .query((row, number) -> {
          boolean seen = Tallies.counts(query, row.getString("left_out"));
          boolean inOrder = row.getString("model_a").equals(first.value());
          long wins = row.getLong(inOrder ? "wins" : "losses");
          long losses = row.getLong(inOrder ? "losses" : "wins");
          long ties = query.ties() == Ties.OUT ? 0 : row.getLong("ties");
          List<Category> categories = new java.util.ArrayList<>();
          for (Category category : Category.values()) {
            if (row.getBoolean(category.column())) {
              categories.add(category);
            }
          }
          return new Part(
              row.getString("language"),
              List.copyOf(categories),
              seen ? new Record(wins, losses, ties) : Record.NONE);
        })
        .list()
        .stream()
        .filter(part -> part.counts().votes() > 0)
        .toList();
  }
}
