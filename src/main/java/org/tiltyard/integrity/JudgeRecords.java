package org.tiltyard.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.rating.JudgeVerdict;
import org.tiltyard.rating.Outcome;
import org.tiltyard.shared.Time;

/** Votes by judge, what all together said of each pair, and how the tests of judges ended. */
@Component
class JudgeRecords {

  /** Those on two models whose names the judge didn't know. */
  private static final String FROM =
      " from vote join battle on battle.id = vote.battle_id"
          + " where battle.mode = 'anonymous' and battle.withdrawn_at is null";

  /** A vote of the judge who is tested. */
  record Ballot(String battle, String modelA, String modelB, Outcome outcome) {}

  /**
   * How a test ended.
   *
   * @param votes that the judge had
   * @param knownVotes of them, those that could be compared with others
   * @param p of the least likely pattern; null with too few votes
   * @param pattern as messages name it: {@code for-model}
   * @param model the pattern is about; null if it is about none
   */
  record Tested(
      int votes,
      int knownVotes,
      @Nullable Double p,
      @Nullable String pattern,
      @Nullable String statistic,
      @Nullable String model,
      boolean flagged,
      Instant at) {

    static Tested of(JudgeVerdict verdict, int votes, History history, Instant now) {
      return switch (verdict) {
        case JudgeVerdict.Unavailable few ->
            new Tested(votes, few.votes(), null, null, null, null, false, now);
        case JudgeVerdict.Checked checked -> {
          JudgeVerdict.Finding strongest = checked.strongest();
          yield new Tested(
              votes,
              strongest.votes(),
              strongest.p(),
              word(strongest.pattern()),
              word(strongest.statistic()),
              strongest.model().isPresent() ? history.model(strongest.model().getAsInt()) : null,
              checked.flagged(),
              now);
        }
      };
    }

    private static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final JdbcClient database;

  JudgeRecords(JdbcClient database) {
    this.database = database;
  }

  /** Judges with votes since then. */
  Set<Integer> votedSince(Instant since) {
    return new HashSet<>(
        database
            .sql("select distinct judge from vote where created_at >= ?")
            .param(Time.forDatabase(since))
            .query((row, number) -> row.getInt(1))
            .list());
  }

  /** Of these judges, those who have another number of votes than when they were tested last. */
  Set<Integer> withOtherCounts(Collection<Integer> judges) {
    if (judges.isEmpty()) {
      return new HashSet<>();
    }
    Map<Integer, Integer> tested = new HashMap<>();
    database
        .sql("select judge, votes from judge_check where judge in (:judges)")
        .param("judges", judges)
        .query(row -> {
          tested.put(row.getInt(1), row.getInt(2));
        });
    Set<Integer> others = new HashSet<>();
    database
        .sql("select judge, count(*)" + FROM + " and judge in (:judges) group by judge")
        .param("judges", judges)
        .query(row -> {
          if (!Integer.valueOf(row.getInt(2)).equals(tested.get(row.getInt(1)))) {
            others.add(row.getInt(1));
          }
        });
    return others;
  }

  /** Judges who are flagged. */
  List<Integer> anomalous() {
    return database
        .sql("select judge from judge_check where flagged order by judge")
        .query((row, number) -> row.getInt(1))
        .list();
  }

  /** What all judges said of all pairs: one grouped query. */
  History history() {
    History history = new History();
    database
        .sql(
            "select battle.model_a, battle.model_b, vote.winner, count(*) as votes"
                + FROM
                + " group by battle.model_a, battle.model_b, vote.winner")
        .query(row -> {
          history.add(
              row.getString("model_a"),
              row.getString("model_b"),
              outcome(row.getString("winner")),
              row.getLong("votes"));
        });
    return history;
  }

  private static Outcome outcome(String winner) {
    return switch (winner) {
      case "model_a" -> Outcome.WIN;
      case "model_b" -> Outcome.LOSS;
      default -> Outcome.TIE;
    };
  }

  /** The votes of some judges in the order in which they were cast. */
  Map<Integer, List<Ballot>> ballots(Collection<Integer> judges) {
    Map<Integer, List<Ballot>> ballots = new HashMap<>();
    database
        .sql(
            "select vote.judge, vote.battle_id, battle.model_a, battle.model_b, vote.winner"
                + FROM
                + " and vote.judge in (:judges) order by vote.created_at, vote.battle_id")
        .param("judges", judges)
        .query(row -> {
          ballots
              .computeIfAbsent(row.getInt("judge"), judge -> new ArrayList<>())
              .add(
                  new Ballot(
                      row.getString("battle_id"),
                      row.getString("model_a"),
                      row.getString("model_b"),
                      outcome(row.getString("winner"))));
        });
    return ballots;
  }

  /** The judge's votes that are flagged for the judge now. */
  List<String> flagged(int judge) {
    return database
        .sql(
            "select vote.battle_id from vote"
                + " join vote_flag on vote_flag.conversation_id = vote.battle_id"
                + " where vote.judge = ? and vote_flag.rule = ?")
        .params(judge, Rule.ANOMALOUS_JUDGE.word())
        .query((row, number) -> row.getString(1))
        .list();
  }

  /** Keeps how a test ended, instead of the one before. */
  void put(int judge, @Nullable Tested tested) {
    database.sql("delete from judge_check where judge = ?").param(judge).update();
    if (tested != null) {
      database
          .sql(
              "insert into judge_check (judge, votes, known_votes, p_value, pattern, statistic,"
                  + " model_id, flagged, tested_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              Arrays.asList(
                  judge,
                  tested.votes,
                  tested.knownVotes,
                  tested.p,
                  tested.pattern,
                  tested.statistic,
                  tested.model,
                  tested.flagged,
                  Time.forDatabase(tested.at)))
          .update();
    }
  }

  Optional<Tested> tested(int judge) {
    return database
        .sql("select * from judge_check where judge = ?")
        .param(judge)
        .query((row, number) -> tested(row))
        .optional();
  }

  private static Tested tested(ResultSet row) throws SQLException {
    return new Tested(
        row.getInt("votes"),
        row.getInt("known_votes"),
        row.getObject("p_value", Double.class),
        row.getString("pattern"),
        row.getString("statistic"),
        row.getString("model_id"),
        row.getBoolean("flagged"),
        row.getObject("tested_at", OffsetDateTime.class).toInstant());
  }
}
