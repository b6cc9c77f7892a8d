package org.tiltyard.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/** Votes as the review page lists them, the newest first, a page at a time by index. */
@Component
class VoteLists {

  private static final String OWN_COLUMNS =
      "select vote.battle_id, vote.judge, vote.winner, vote.created_at, a.name as name_a,"
          + " b.name as name_b, battle.mode, net.network, vote_decision.decision";
  private static final String IMPORTED_COLUMNS =
      "select vote.id, vote.judge, vote.winner, vote.tstamp, vote.place, a.name as name_a,"
          + " b.name as name_b, vote.anony, vote_decision.decision";
  private static final String OWN =
      " from vote join battle on battle.id = vote.battle_id"
          + " join language_model a on a.id = battle.model_a"
          + " join language_model b on b.id = battle.model_b"
          + " left join vote_network net on net.battle_id = vote.battle_id"
          + " left join vote_decision on vote_decision.conversation_id = vote.battle_id"
          + " where battle.withdrawn_at is null";
  private static final String IMPORTED =
      " from imported_conversation vote"
          + " join language_model a on a.id = vote.model_a"
          + " join language_model b on b.id = vote.model_b"
          + " left join vote_decision on vote_decision.conversation_id = vote.id"
          + " where vote.winner is not null";

  /**
   * One line.
   *
   * @param judge {@code arena_user_7}, or as imported
   * @param number of the judge; null for imported votes
   * @param at null where a source doesn't say
   * @param network the hash of its day; null when unknown
   * @param decision what an admin said; null when nobody did
   * @param leftOut why it doesn't count; null when it counts
   */
  public record Line(
      String id,
      String judge,
      @Nullable Integer number,
      @Nullable Instant at,
      String place,
      String modelA,
      String modelB,
      String winner,
      String mode,
      @Nullable String network,
      @Nullable String decision,
      @Nullable String leftOut,
      List<Finding> flags) {

    private Line with(@Nullable String reason, List<Finding> found) {
      return new Line(
          id, judge, number, at, place, modelA, modelB, winner, mode, network, decision, reason,
          found);
    }

    /** Where the next page goes on; the page asks, too. */
    public String mark() {
      return place + "_" + id;
    }
  }

  private final JdbcClient database;
  private final FlagRecords flags;
  private final Standings standings;

  VoteLists(JdbcClient database, FlagRecords flags, Standings standings) {
    this.database = database;
    this.flags = flags;
    this.standings = standings;
  }

  /**
   * The votes that are asked for.
   *
   * @param before where the page before ended; null for the newest
   */
  List<Line> page(VoteFilter filter, @Nullable String before, int size) {
    List<Line> lines =
        filter.imported() ? imported(filter, before, size) : own(filter, before, size);
    return complete(lines);
  }

  private List<Line> complete(List<Line> lines) {
    List<String> ids = lines.stream().map(Line::id).toList();
    Map<String, List<Finding>> found = flags.of(ids);
    Map<String, String> leftOut = standings.leftOut(ids);
    return lines.stream()
        .map(line -> line.with(leftOut.get(line.id), found.getOrDefault(line.id, List.of())))
        .toList();
  }

  /** One vote by its id. */
  Optional<Line> find(String id) {
    List<Line> lines =
        database
            .sql(OWN_COLUMNS + OWN + " and vote.battle_id = ?")
            .param(id)
            .query((row, number) -> own(row))
            .list();
    if (lines.isEmpty()) {
      lines =
          database
              .sql(IMPORTED_COLUMNS + IMPORTED + " and vote.id = ?")
              .param(id)
              .query((row, number) -> imported(row))
              .list();
    }
    return complete(lines).stream().findFirst();
  }

  private List<Line> own(VoteFilter filter, @Nullable String before, int size) {
    VoteFilter.Where where = filter.where("vote.battle_id");
    List<Object> values = new ArrayList<>(where.values());
    String after = "";
    Instant time = time(before);
    if (before != null && time != null) {
      after = " and (vote.created_at, vote.battle_id) < (?, ?)";
      values.add(Time.forDatabase(time));
      values.add(before.substring(before.lastIndexOf('_') + 1));
    }
    return database
        .sql(
            OWN_COLUMNS
                + OWN
                + and(where)
                + after
                + " order by vote.created_at desc, vote.battle_id desc limit "
                + size)
        .params(values)
        .query((row, number) -> own(row))
        .list();
  }

  private static Line own(ResultSet row) throws SQLException {
    Instant at = row.getObject("created_at", OffsetDateTime.class).toInstant();
    return new Line(
        row.getString("battle_id"),
        "arena_user_" + row.getInt("judge"),
        row.getInt("judge"),
        at,
        at.toString(),
        row.getString("name_a"),
        row.getString("name_b"),
        row.getString("winner"),
        row.getString("mode"),
        row.getString("network"),
        row.getString("decision"),
        null,
        List.of());
  }

  private List<Line> imported(VoteFilter filter, @Nullable String before, int size) {
    VoteFilter.Where where = filter.where("vote.id");
    List<Object> values = new ArrayList<>(where.values());
    String after = "";
    if (before != null && before.indexOf('_') > 0) {
      after = " and (vote.place, vote.id) < (?, ?)";
      values.add(before.substring(0, before.lastIndexOf('_')));
      values.add(before.substring(before.lastIndexOf('_') + 1));
    }
    return database
        .sql(
            IMPORTED_COLUMNS
                + IMPORTED
                + and(where)
                + after
                + " order by vote.place desc, vote.id desc limit "
                + size)
        .params(values)
        .query((row, number) -> imported(row))
        .list();
  }

  private static Line imported(ResultSet row) throws SQLException {
    double seconds = row.getDouble("tstamp");
    String judge = row.getString("judge");
    return new Line(
        row.getString("id"),
        judge == null ? "" : judge,
        null,
        seconds > 0 ? Instant.ofEpochSecond((long) seconds) : null,
        row.getString("place"),
        row.getString("name_a"),
        row.getString("name_b"),
        row.getString("winner"),
        Boolean.FALSE.equals(row.getObject("anony", Boolean.class)) ? "side-by-side" : "anonymous",
        null,
        row.getString("decision"),
        null,
        List.of());
  }

  private static String and(VoteFilter.Where where) {
    return where.conditions().isEmpty() ? "" : " and " + String.join(" and ", where.conditions());
  }

  /** Null when the text is no mark of own votes. */
  private static @Nullable Instant time(@Nullable String before) {
    int split = before == null ? -1 : before.lastIndexOf('_');
    if (before == null || split < 0 || !Identifier.isWellFormed(before.substring(split + 1))) {
      return null;
    }
    try {
      Instant time = Instant.parse(before.substring(0, split));
      boolean sensible =
          time.isAfter(Instant.EPOCH) && time.isBefore(Instant.parse("9999-01-01T00:00:00Z"));
      return sensible ? time : null;
    } catch (DateTimeException malformed) {
      return null;
    }
  }

  /** The ids of all votes that are asked for, up to a limit. */
  List<String> ids(VoteFilter filter, int limit) {
    String id = filter.imported() ? "vote.id" : "vote.battle_id";
    VoteFilter.Where where = filter.where(id);
    return database
        .sql(
            "select "
                + id
                + (filter.imported() ? IMPORTED : OWN)
                + and(where)
                + " order by 1 limit "
                + limit)
        .params(where.values())
        .query((row, number) -> row.getString(1))
        .list();
  }
}
