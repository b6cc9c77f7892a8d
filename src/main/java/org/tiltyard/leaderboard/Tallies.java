package org.tiltyard.leaderboard;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.rating.Outcome;
import org.tiltyard.rating.StyledGames;
import org.tiltyard.shared.Time;

/**
 * Counts votes for a query: from cells where these tell enough, else from the votes one by one.
 * Both are one grouped query.
 */
@Component
class Tallies {

  /** So many votes the driver holds at a time; without a transaction it would hold them all. */
  private static final int FETCH = 2_000;

  private final JdbcClient database;
  private final TransactionTemplate snapshot;

  Tallies(JdbcClient database, PlatformTransactionManager transactions) {
    this.database = database;
    this.snapshot = new TransactionTemplate(transactions);
    snapshot.setReadOnly(true);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /** Reads several times, and each time the same votes. */
  <T> T inOneSnapshot(Supplier<T> reading) {
    return Objects.requireNonNull(snapshot.execute(status -> reading.get()));
  }

  /**
   * The counts by pair and by why votes are left out.
   *
   * @param source which votes, now that settings have been asked
   */
  List<Tally> of(BoardQuery query, Origin source) {
    Map<String, Object> parameters = new HashMap<>();
    String condition = condition(query, source, parameters);
    boolean weighted = query.weights() == Weighting.PROPENSITY;
    String propensity = weighted ? ", propensity" : "";
    String counts =
        query.needsVotes()
            ? "count(case when outcome = 'model_a' then 1 end), count(case when outcome ="
                + " 'model_b' then 1 end), count(case when outcome = 'tie' then 1 end), count(case"
                + " when outcome = 'tie (bothbad)' then 1 end)"
            : "sum(wins), sum(losses), sum(ties), sum(both_bad)";
    return database
        .sql(
            "select model_a, model_b, left_out, "
                + counts
                + propensity
                + " from "
                + (query.needsVotes() ? "board_vote" : "board_cell")
                + condition
                + " group by model_a, model_b, left_out"
                + propensity)
        .params(parameters)
        .query((row, number) ->
            new Tally(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                weighted && row.getDouble(8) > 0 ? 1 / row.getDouble(8) : 1))
        .list();
  }

  /**
   * Adds every vote of a query that counts and whose style is known.
   *
   * @param players their numbers by id
   * @param halved whether ties weigh half
   */
  void addGames(BoardQuery query, Origin source, Map<String, Integer> players, StyledGames games) {
    Map<String, Object> parameters = new HashMap<>();
    String condition = condition(query, source, parameters);
    double[] stylesA = new double[4];
    double[] stylesB = new double[4];
    database
        .sql(
            "select model_a, model_b, outcome, left_out, propensity, tokens_a, tokens_b, headers_a,"
                + " headers_b, lists_a, lists_b, bold_a, bold_b from board_vote"
                + condition
                + " and tokens_a is not null order by conversation_id")
        .withFetchSize(FETCH)
        .params(parameters)
        .query(row -> {
          Integer a = players.get(row.getString(1));
          Integer b = players.get(row.getString(2));
          if (a == null || b == null || !counts(query, row.getString(4))) {
            return;
          }
          Outcome outcome = outcome(row.getString(3));
          for (int feature = 0; feature < stylesA.length; feature++) {
            stylesA[feature] = row.getDouble(6 + 2 * feature);
            stylesB[feature] = row.getDouble(7 + 2 * feature);
          }
          double propensity = row.getDouble(5);
          double weight =
              query.weights() == Weighting.PROPENSITY && propensity > 0 ? 1 / propensity : 1;
          boolean half = outcome == Outcome.TIE && query.ties() == Ties.HALVED;
          games.add(a, b, outcome, stylesA, stylesB, half ? weight / 2 : weight);
        });
  }

  private static Outcome outcome(String word) {
    return switch (word) {
      case "model_a" -> Outcome.WIN;
      case "model_b" -> Outcome.LOSS;
      default -> Outcome.TIE;
    };
  }

  /** Whether votes count that are left out for such a reason. */
  static boolean counts(BoardQuery query, String leftOut) {
    return leftOut.isEmpty() || (query.flagged() && !Reasons.isFinal(leftOut));
  }

  /** Which votes, or cells, fit a query; puts in what its parameters stand for. */
  static String condition(BoardQuery query, Origin source, Map<String, Object> parameters) {
    StringBuilder sql = new StringBuilder(" where 1 = 1");
    if (query.language() != null) {
      sql.append(" and language = :language");
      parameters.put("language", query.language());
    }
    if (query.category() != null) {
      sql.append(" and ").append(query.category().column());
    }
    if (query.mode() != BattleMode.ALL) {
      sql.append(" and mode = :mode");
      parameters.put("mode", query.mode().key());
    }
    List<String> groups =
        switch (query.group()) {
          case EVERYONE -> List.of();
          case VISITORS -> List.of("visitor");
          case ANNOTATORS -> List.of("annotator");
          case RESEARCHERS -> List.of("researcher", "admin");
        };
    if (!groups.isEmpty()) {
      sql.append(" and judge_group in (:groups)");
      parameters.put("groups", groups);
    }
    sql.append(" and source in (:sources)");
    parameters.put(
        "sources",
        source == Origin.ALL
            ? List.of(Origin.OWN.key(), Origin.IMPORTED.key())
            : List.of(source.key()));
    period(query, sql, parameters);
    return sql.toString();
  }

  private static void period(BoardQuery query, StringBuilder sql, Map<String, Object> parameters) {
    LocalDate from = query.from();
    if (from != null) {
      sql.append(" and voted_at >= :from");
      parameters.put("from", Time.forDatabase(from.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }
    LocalDate to = query.to();
    if (to != null) {
      sql.append(" and voted_at < :until");
      parameters.put(
          "until", Time.forDatabase(to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
    }
  }
}
