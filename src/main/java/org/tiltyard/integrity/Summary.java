package org.tiltyard.integrity;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/** How many votes are flagged and left out: by rule, and by day. */
@Component
class Summary {

  /** So many days back. */
  static final int DAYS = 30;

  private static final int WEEK = 7;
  private static final String DAY_OF =
      "cast(floor(extract(epoch from vote.created_at) / 86400) as integer)";

  /**
   * One rule.
   *
   * @param leftOut votes that this rule, perhaps among others, leaves out
   * @param unavailable votes that it could not look at
   * @param week own votes of the last seven days that it flagged
   * @param weekBefore the same of the seven days before
   */
  public record OfRule(
      Rule rule,
      Mode mode,
      long flagged,
      long leftOut,
      long unavailable,
      long week,
      long weekBefore) {}

  /** Own votes of a day, UTC. */
  public record OfDay(LocalDate day, long votes, long flagged, long leftOut) {}

  /**
   * @param votes of this arena, and imported ones
   * @param week own votes of the last seven days
   */
  public record Totals(
      long votes, long leftOut, long excluded, long restored, long week, long weekBefore) {}

  private final JdbcClient database;
  private final Live<IntegritySettings> settings;
  private final Time time;

  Summary(JdbcClient database, Live<IntegritySettings> integritySettings, Time time) {
    this.database = database;
    this.settings = integritySettings;
    this.time = time;
  }

  Totals totals() {
    Instant now = time.now();
    return new Totals(
        count(
            "select (select count(*) from vote) + (select count(*) from imported_conversation"
                + " where winner is not null) - (select count(*) from battle"
                + " where withdrawn_at is not null and state = 'voted')"),
        count("select count(*) from vote_left_out"),
        count("select count(*) from vote_decision where decision = 'excluded'"),
        count("select count(*) from vote_decision where decision = 'restored'"),
        votesBetween(now.minus(Duration.ofDays(WEEK)), now),
        votesBetween(now.minus(Duration.ofDays(2 * WEEK)), now.minus(Duration.ofDays(WEEK))));
  }

  private long count(String sql) {
    return database.sql(sql).query(Long.class).single();
  }

  private long votesBetween(Instant from, Instant until) {
    return database
        .sql("select count(*) from vote where created_at >= ? and created_at < ?")
        .params(Time.forDatabase(from), Time.forDatabase(until))
        .query(Long.class)
        .single();
  }

  List<OfRule> rules() {
    IntegritySettings now = settings.get();
    Instant end = time.now();
    Instant middle = end.minus(Duration.ofDays(WEEK));
    Map<Rule, Long> flagged = counts("flagged");
    Map<Rule, Long> unavailable = counts("unavailable");
    Map<Rule, Long> week = flaggedBetween(middle, end);
    Map<Rule, Long> before = flaggedBetween(middle.minus(Duration.ofDays(WEEK)), middle);
    Map<Rule, Long> restored =
        byRule(
            "select vote_flag.rule, count(*) from vote_flag join vote_decision"
                + " on vote_decision.conversation_id = vote_flag.conversation_id"
                + " where vote_flag.state = 'flagged' and vote_decision.decision = 'restored'"
                + " group by vote_flag.rule");
    List<OfRule> rules = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      Mode mode = rule.mode(now);
      long found = flagged.getOrDefault(rule, 0L);
      rules.add(
          new OfRule(
              rule,
              mode,
              found,
              mode == Mode.LEAVE_OUT ? found - restored.getOrDefault(rule, 0L) : 0,
              unavailable.getOrDefault(rule, 0L),
              week.getOrDefault(rule, 0L),
              before.getOrDefault(rule, 0L)));
    }
    return rules;
  }

  private Map<Rule, Long> counts(String state) {
    return byRule("select rule, count(*) from vote_flag where state = ? group by rule", state);
  }

  private Map<Rule, Long> flaggedBetween(Instant from, Instant until) {
    return byRule(
        "select vote_flag.rule, count(*) from vote"
            + " join vote_flag on vote_flag.conversation_id = vote.battle_id"
            + " where vote_flag.state = 'flagged' and vote.created_at >= ? and vote.created_at < ?"
            + " group by vote_flag.rule",
        Time.forDatabase(from),
        Time.forDatabase(until));
  }

  private Map<Rule, Long> byRule(String sql, Object... values) {
    Map<Rule, Long> counts = new EnumMap<>(Rule.class);
    database
        .sql(sql)
        .params(List.of(values))
        .query(row -> {
          long count = row.getLong(2);
          Rule.of(row.getString(1)).ifPresent(rule -> counts.put(rule, count));
        });
    return counts;
  }

  /** The last days, the oldest first, those without votes too. */
  List<OfDay> days() {
    long today = time.now().getEpochSecond() / Duration.ofDays(1).toSeconds();
    long first = today - DAYS + 1;
    Map<Long, Long> votes = byDay("", first);
    Map<Long, Long> flagged =
        byDay(
            " and exists (select 1 from vote_flag"
                + " where vote_flag.conversation_id = vote.battle_id and vote_flag.state = 'flagged')",
            first);
    Map<Long, Long> leftOut =
        byDay(" and vote.battle_id in (select conversation_id from vote_left_out)", first);
    List<OfDay> days = new ArrayList<>();
    for (long day = first; day <= today; day++) {
      days.add(
          new OfDay(
              LocalDate.ofEpochDay(day),
              votes.getOrDefault(day, 0L),
              flagged.getOrDefault(day, 0L),
              leftOut.getOrDefault(day, 0L)));
    }
    return days;
  }

  private Map<Long, Long> byDay(String condition, long firstDay) {
    Map<Long, Long> counts = new HashMap<>();
    Instant from = Instant.ofEpochSecond(firstDay * Duration.ofDays(1).toSeconds());
    database
        .sql(
            "select on_day, count(*) from (select "
                + DAY_OF
                + " as on_day from vote where vote.created_at >= ?"
                + condition
                + ") as counted group by on_day")
        .param(Time.forDatabase(from))
        .query(row -> {
          counts.put(row.getLong(1), row.getLong(2));
        });
    return counts;
  }
}
