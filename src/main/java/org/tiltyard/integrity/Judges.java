package org.tiltyard.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Judges as the review page lists them. */
@Component
class Judges {

  /**
   * What the list can be sorted by, the default first, always the largest or least likely first.
   */
  static final Map<String, String> ORDERS = orders();

  private static final String LINES =
      "select judged.judge, judged.votes, judged.flagged, judged.left_out, judged.last_at,"
          + " judge_check.p_value, judge_check.pattern, judge_check.flagged as anomalous,"
          + " model.name as model, banned_judge.banned_at from"
          + " (select vote.judge, count(*) as votes, count(flagged.conversation_id) as flagged,"
          + " count(left_out.conversation_id) as left_out, max(vote.created_at) as last_at"
          + " from vote left join (select distinct conversation_id from vote_flag"
          + " where state = 'flagged') as flagged on flagged.conversation_id = vote.battle_id"
          + " left join vote_left_out left_out on left_out.conversation_id = vote.battle_id"
          + " %s group by vote.judge) as judged"
          + " left join judge_check on judge_check.judge = judged.judge"
          + " left join language_model model on model.id = judge_check.model_id"
          + " left join banned_judge on banned_judge.judge = judged.judge";

  /**
   * One line.
   *
   * @param p of the least likely pattern, if there were votes enough to test
   * @param model that the pattern is about
   */
  public record Line(
      int judge,
      long votes,
      long flagged,
      long leftOut,
      Instant lastAt,
      @Nullable Double p,
      @Nullable String pattern,
      boolean anomalous,
      @Nullable String model,
      boolean banned) {

    /** Of all votes, in percent; the page asks. */
    public long share() {
      return votes == 0 ? 0 : Math.round(100.0 * flagged / votes);
    }
  }

  /** How often a judge voted for what, and what the last votes were: A, B, T(ie), N(either). */
  public record Habits(Map<String, Long> verdicts, List<String> latest) {}

  /** A network on one day, from which a judge voted. */
  public record OfNetwork(
      String network, Instant firstAt, long votes, long judges, boolean banned) {}

  private final JdbcClient database;

  Judges(JdbcClient database) {
    this.database = database;
  }

  private static Map<String, String> orders() {
    Map<String, String> orders = new LinkedHashMap<>();
    orders.put("flagged", "judged.flagged desc");
    orders.put("share", "cast(judged.flagged as double precision) / judged.votes desc");
    orders.put(
        "unlikely", "case when judge_check.p_value is null then 1 else 0 end, judge_check.p_value");
    orders.put("votes", "judged.votes desc");
    orders.put("latest", "judged.last_at desc");
    return orders;
  }

  /** A page of them. */
  List<Line> page(String order, int from, int size) {
    return database
        .sql(
            LINES.formatted("")
                + " order by "
                + ORDERS.getOrDefault(order, ORDERS.values().iterator().next())
                + ", judged.judge limit "
                + size
                + " offset "
                + from)
        .query((row, number) -> line(row))
        .list();
  }

  Optional<Line> find(int judge) {
    return database
        .sql(LINES.formatted("where vote.judge = ?"))
        .param(judge)
        .query((row, number) -> line(row))
        .optional();
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getInt("judge"),
        row.getLong("votes"),
        row.getLong("flagged"),
        row.getLong("left_out"),
        row.getObject("last_at", OffsetDateTime.class).toInstant(),
        row.getObject("p_value", Double.class),
        row.getString("pattern"),
        row.getBoolean("anomalous"),
        row.getString("model"),
        row.getObject("banned_at") != null);
  }

  /** What a judge's votes look like from afar. */
  Habits habits(int judge, int latest) {
    Map<String, Long> verdicts = new LinkedHashMap<>();
    database
        .sql("select winner, count(*) from vote where judge = ? group by winner order by winner")
        .param(judge)
        .query(row -> {
          verdicts.put(row.getString(1), row.getLong(2));
        });
    List<String> sequence =
        database
            .sql(
                "select winner from vote where judge = ?"
                    + " order by created_at desc, battle_id desc limit "
                    + latest)
            .param(judge)
            .query((row, number) -> row.getString(1))
            .list()
            .reversed();
    return new Habits(verdicts, sequence);
  }

  /** The networks of a judge, the newest first; others may have voted from the same. */
  List<OfNetwork> networks(int judge, int limit) {
    return database
        .sql(
            "select net.network, min(net.voted_at) as first_at, count(*) as votes,"
                + " count(distinct vote.judge) as judges, max(banned.network) as banned"
                + " from vote_network net join vote on vote.battle_id = net.battle_id"
                + " left join banned_network banned on banned.network = net.network"
                + " where net.network in (select own.network from vote_network own"
                + " join vote mine on mine.battle_id = own.battle_id where mine.judge = ?)"
                + " group by net.network order by min(net.voted_at) desc limit "
                + limit)
        .param(judge)
        .query((row, number) ->
            new OfNetwork(
                row.getString("network"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getLong("votes"),
                row.getLong("judges"),
                row.getString("banned") != null))
        .list();
  }
}
