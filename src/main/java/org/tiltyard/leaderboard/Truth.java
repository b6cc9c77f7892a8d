package org.tiltyard.leaderboard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.integrity.Standings;
import org.tiltyard.leaderboard.Fact.Styles;
import org.tiltyard.leaderboard.Fact.Traits;

/** Votes as they are now, read from where they are kept, by primary keys. */
@Component
class Truth {

  /** Its battle was withdrawn. Nothing is kept of it but that there was a vote. */
  static final String WITHDRAWN = "withdrawn";

  private static final String TAGS =
      " tag.version as tagged, tag.code, tag.math, tag.long_prompt, tag.multi_turn, tag.instructions,"
          + " tag.tokens_a, tag.tokens_b, tag.headers_a, tag.headers_b, tag.lists_a, tag.lists_b,"
          + " tag.bold_a, tag.bold_b";

  private static final String OWN =
      "select vote.battle_id as id, battle.model_a, battle.model_b, vote.winner,"
          + " vote.created_at, vote.judge_group, battle.mode, battle.language, battle.withdrawn_at,"
          + " battle.turns + battle.carried as turns, (a.demo or b.demo) as demo, (select propensity"
          + " from pair_draw where pair_draw.battle_id = vote.battle_id order by attempt desc"
          + " limit 1) as propensity,"
          + TAGS
          + " from vote join battle on battle.id = vote.battle_id"
          + " join language_model a on a.id = battle.model_a"
          + " join language_model b on b.id = battle.model_b"
          + " left join conversation_tag tag on tag.conversation_id = vote.battle_id"
          + " where vote.battle_id in (:ids)";

  private static final String IMPORTED =
      "select came.id, came.model_a, came.model_b, came.winner, came.tstamp, came.anony, came.language,"
          + " came.turn as turns,"
          + TAGS
          + " from imported_conversation came"
          + " left join conversation_tag tag on tag.conversation_id = came.id"
          + " where came.id in (:ids)"
          + " and came.winner in ('model_a', 'model_b', 'tie', 'tie (bothbad)')";

  private final JdbcClient database;
  private final Standings standings;

  Truth(JdbcClient database, Standings standings) {
    this.database = database;
    this.standings = standings;
  }

  /** Those of the conversations that have a vote. */
  List<Fact> of(Collection<String> conversations) {
    if (conversations.isEmpty()) {
      return List.of();
    }
    Set<String> ids = Set.copyOf(conversations);
    Map<String, String> leftOut = standings.leftOut(ids);
    List<Fact> facts = new ArrayList<>();
    database
        .sql(OWN)
        .param("ids", ids)
        .query(row -> {
          facts.add(own(row, leftOut));
        });
    if (facts.size() < ids.size()) {
      database
          .sql(IMPORTED)
          .param("ids", ids)
          .query(row -> {
            facts.add(imported(row, leftOut));
          });
    }
    return facts;
  }

  private static Fact own(ResultSet row, Map<String, String> leftOut) throws SQLException {
    boolean withdrawn = row.getObject("withdrawn_at") != null;
    String id = row.getString("id");
    String reason = withdrawn ? WITHDRAWN : leftOut.getOrDefault(id, "");
    String source = row.getBoolean("demo") ? Origin.DEMO.key() : Origin.OWN.key();
    String mode = row.getString("mode");
    Traits traits =
        withdrawn
            ? new Traits(
                source, mode, "visitor", "unknown", false, false, false, false, false, reason)
            : traits(row, source, mode, row.getString("judge_group"), reason);
    return new Fact(
        id,
        row.getString("model_a"),
        row.getString("model_b"),
        row.getString("winner"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        traits,
        row.getObject("propensity", Double.class),
        withdrawn ? null : styles(row));
  }

  private static Fact imported(ResultSet row, Map<String, String> leftOut) throws SQLException {
    String id = row.getString("id");
    double tstamp = row.getDouble("tstamp");
    BattleMode mode = row.getBoolean("anony") ? BattleMode.ANONYMOUS : BattleMode.SIDE_BY_SIDE;
    return new Fact(
        id,
        row.getString("model_a"),
        row.getString("model_b"),
        row.getString("winner"),
        tstamp > 0 ? Instant.ofEpochMilli(Math.round(tstamp * 1000)) : null,
        traits(row, Origin.IMPORTED.key(), mode.key(), "imported", leftOut.getOrDefault(id, "")),
        null,
        styles(row));
  }

  private static Traits traits(
      ResultSet row, String source, String mode, String group, String leftOut) throws SQLException {
    String language = row.getString("language");
    return new Traits(
        source,
        mode,
        group,
        language == null ? "unknown" : language,
        row.getBoolean("code"),
        row.getBoolean("math"),
        row.getBoolean("long_prompt"),
        row.getInt("turns") > 1,
        row.getBoolean("instructions"),
        leftOut);
  }

  private static @Nullable Styles styles(ResultSet row) throws SQLException {
    if (row.getObject("tagged") == null) {
      return null;
    }
    return new Styles(
        row.getInt("tokens_a"),
        row.getInt("tokens_b"),
        row.getLong("headers_a"),
        row.getLong("headers_b"),
        row.getLong("lists_a"),
        row.getLong("lists_b"),
        row.getLong("bold_a"),
        row.getLong("bold_b"));
  }
}
