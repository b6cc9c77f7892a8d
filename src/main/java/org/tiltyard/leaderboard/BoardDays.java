package org.tiltyard.leaderboard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.models.ModelId;
import org.tiltyard.rating.Rank;
import org.tiltyard.shared.Time;

/** The default board at the end of each day, as stored. A day is written once. */
@Component
class BoardDays {

  private static final String SELECT =
      "select day_row.on_day, day_row.model_id, model.name, day_row.rating, day_row.lower_bound,"
          + " day_row.upper_bound, day_row.best_rank, day_row.worst_rank, day_row.votes,"
          + " day_row.wins, day_row.losses, day_row.ties from board_snapshot day_row"
          + " join language_model model on model.id = day_row.model_id";

  /** A model at the end of a day; bounds are those of 95 %. */
  record Snapshot(
      LocalDate day,
      ModelId model,
      String name,
      double rating,
      double lower,
      double upper,
      Rank rank,
      long votes,
      long wins,
      long losses,
      long ties) {}

  private final JdbcClient database;
  private final Time time;

  BoardDays(JdbcClient database, Time time) {
    this.database = database;
    this.time = time;
  }

  /**
   * Stores a day.
   *
   * @param votes how many the board rests on
   * @return false when it is there already
   */
  @Transactional
  public boolean add(LocalDate day, long votes, List<Snapshot> models) {
    int added =
        database
            .sql(
                "insert into board_day (on_day, votes, models, taken_at) values (?, ?, ?, ?)"
                    + " on conflict do nothing")
            .params(day, votes, models.size(), Time.forDatabase(time.now()))
            .update();
    if (added == 0) {
      return false;
    }
    models.forEach(this::add);
    return true;
  }

  private void add(Snapshot row) {
    database
        .sql(
            "insert into board_snapshot (on_day, model_id, rating, lower_bound, upper_bound,"
                + " best_rank, worst_rank, votes, wins, losses, ties)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            row.day(),
            row.model().value(),
            row.rating(),
            row.lower(),
            row.upper(),
            row.rank().best(),
            row.rank().worst(),
            row.votes(),
            row.wins(),
            row.losses(),
            row.ties())
        .update();
  }

  /** The last day that is stored. */
  Optional<LocalDate> last() {
    return day("select max(on_day) from board_day");
  }

  /** The first day that is stored. */
  Optional<LocalDate> first() {
    return day("select min(on_day) from board_day");
  }

  private Optional<LocalDate> day(String sql) {
    return Optional.ofNullable(
        database
            .sql(sql)
            .query((row, number) -> row.getObject(1, LocalDate.class))
            .list()
            .getFirst());
  }

  /** The last day that is stored and not after another one; null for whichever is last. */
  Optional<LocalDate> last(@Nullable LocalDate limit) {
    return limit == null
        ? last()
        : Optional.ofNullable(
            database
                .sql("select max(on_day) from board_day where on_day <= ?")
                .param(limit)
                .query((row, number) -> row.getObject(1, LocalDate.class))
                .list()
                .getFirst());
  }

  /** How many votes the board of a day rests on; none for days that are not stored. */
  long votes(LocalDate day) {
    return database
        .sql("select votes from board_day where on_day = ?")
        .param(day)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** How many days are stored. */
  long count() {
    return database.sql("select count(*) from board_day").query(Long.class).single();
  }

  /** Forgets a day, to be taken anew. */
  void forget(LocalDate day) {
    database.sql("delete from board_day where on_day = ?").param(day).update();
  }

  /** Forgets the days before one. */
  void forgetBefore(LocalDate day) {
    database.sql("delete from board_day where on_day < ?").param(day).update();
  }

  /** All models on some days, in order of name, then day. */
  List<Snapshot> between(LocalDate from, LocalDate to) {
    return database
        .sql(SELECT + " where day_row.on_day between ? and ? order by model.name, day_row.on_day")
        .params(from, to)
        .query(BoardDays::snapshot)
        .list();
  }

  /** The board of one day, the best first. */
  List<Snapshot> of(LocalDate day) {
    return database
        .sql(SELECT + " where day_row.on_day = ? order by day_row.rating desc, model.name")
        .param(day)
        .query(BoardDays::snapshot)
        .list();
  }

  private static Snapshot snapshot(ResultSet row, int number) throws SQLException {
    return new Snapshot(
        row.getObject("on_day", LocalDate.class),
        new ModelId(row.getString("model_id")),
        row.getString("name"),
        row.getDouble("rating"),
        row.getDouble("lower_bound"),
        row.getDouble("upper_bound"),
        new Rank(row.getInt("best_rank"), row.getInt("worst_rank")),
        row.getLong("votes"),
        row.getLong("wins"),
        row.getLong("losses"),
        row.getLong("ties"));
  }
}
