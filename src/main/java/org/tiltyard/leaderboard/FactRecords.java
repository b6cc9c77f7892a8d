package org.tiltyard.leaderboard;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.leaderboard.Fact.Styles;
import org.tiltyard.leaderboard.Fact.Traits;
import org.tiltyard.shared.Time;

/** The votes that have been counted, as they were when they were. */
@Component
class FactRecords {

  private final JdbcClient database;
  private final JdbcTemplate batches;

  FactRecords(JdbcClient database, JdbcTemplate batches) {
    this.database = database;
    this.batches = batches;
  }

  /** Those of the conversations that were counted. */
  List<Fact> of(Collection<String> conversations) {
    if (conversations.isEmpty()) {
      return List.of();
    }
    return database
        .sql("select * from board_vote where conversation_id in (:ids)")
        .param("ids", Set.copyOf(conversations))
        .query((row, number) -> fact(row))
        .list();
  }

  /** The next ones in order of their ids. */
  List<Fact> after(String id, int limit) {
    return database
        .sql(
            "select * from board_vote where conversation_id > ? order by conversation_id limit "
                + limit)
        .param(id)
        .query((row, number) -> fact(row))
        .list();
  }

  /** Puts facts in the place of others. */
  void replace(Collection<Fact> old, Collection<Fact> fresh) {
    if (!old.isEmpty()) {
      database
          .sql("delete from board_vote where conversation_id in (:ids)")
          .param("ids", old.stream().map(Fact::conversation).toList())
          .update();
    }
    if (!fresh.isEmpty()) {
      batches.batchUpdate(
          "insert into board_vote (conversation_id, model_a, model_b, outcome, voted_at, source,"
              + " mode, judge_group, language, coding, math, long_prompt, multi_turn, instructions,"
              + " left_out, propensity, tokens_a, tokens_b, headers_a, headers_b, lists_a, lists_b,"
              + " bold_a, bold_b)"
              + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          new ArrayList<>(fresh),
          fresh.size(),
          FactRecords::set);
    }
  }

  private static void set(PreparedStatement statement, Fact fact) throws SQLException {
    Traits traits = fact.traits();
    statement.setString(1, fact.conversation());
    statement.setString(2, fact.modelA());
    statement.setString(3, fact.modelB());
    statement.setString(4, fact.outcome());
    statement.setObject(
        5,
        fact.votedAt() == null ? null : Time.forDatabase(fact.votedAt()),
        Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setString(6, traits.source());
    statement.setString(7, traits.mode());
    statement.setString(8, traits.group());
    statement.setString(9, traits.language());
    statement.setBoolean(10, traits.coding());
    statement.setBoolean(11, traits.math());
    statement.setBoolean(12, traits.longPrompt());
    statement.setBoolean(13, traits.multiTurn());
    statement.setBoolean(14, traits.instructions());
    statement.setString(15, traits.leftOut());
    statement.setObject(16, fact.propensity(), Types.DOUBLE);
    Styles style = fact.style();
    statement.setObject(17, style == null ? null : style.tokensA(), Types.INTEGER);
    statement.setObject(18, style == null ? null : style.tokensB(), Types.INTEGER);
    statement.setObject(19, style == null ? null : style.headersA(), Types.BIGINT);
    statement.setObject(20, style == null ? null : style.headersB(), Types.BIGINT);
    statement.setObject(21, style == null ? null : style.listsA(), Types.BIGINT);
    statement.setObject(22, style == null ? null : style.listsB(), Types.BIGINT);
    statement.setObject(23, style == null ? null : style.boldA(), Types.BIGINT);
    statement.setObject(24, style == null ? null : style.boldB(), Types.BIGINT);
  }

  private static Fact fact(ResultSet row) throws SQLException {
    @Nullable OffsetDateTime votedAt = row.getObject("voted_at", OffsetDateTime.class);
    return new Fact(
        row.getString("conversation_id"),
        row.getString("model_a"),
        row.getString("model_b"),
        row.getString("outcome"),
        votedAt == null ? null : votedAt.toInstant(),
        traits(row),
        row.getObject("propensity", Double.class),
        row.getObject("tokens_a") == null
            ? null
            : new Styles(
                row.getInt("tokens_a"),
                row.getInt("tokens_b"),
                row.getLong("headers_a"),
                row.getLong("headers_b"),
                row.getLong("lists_a"),
                row.getLong("lists_b"),
                row.getLong("bold_a"),
                row.getLong("bold_b")));
  }

  static Traits traits(ResultSet row) throws SQLException {
    return new Traits(
        row.getString("source"),
        row.getString("mode"),
        row.getString("judge_group"),
        row.getString("language"),
        row.getBoolean("coding"),
        row.getBoolean("math"),
        row.getBoolean("long_prompt"),
        row.getBoolean("multi_turn"),
        row.getBoolean("instructions"),
        row.getString("left_out"));
  }
}
