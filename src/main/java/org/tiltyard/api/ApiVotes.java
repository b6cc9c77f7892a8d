package org.tiltyard.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Votes as researchers see them; without those of battles that were withdrawn. */
@Component
class ApiVotes {

  static final List<String> WINNERS = List.of("model_a", "model_b", "tie", "tie (bothbad)");

  private static final Listing LISTING = new Listing("votes", "vote.created_at", "vote.battle_id");

  /** Nothing is missing on the right, but an outer join keeps H2 to the order of the votes. */
  private static final String SELECT =
      "select vote.battle_id, vote.winner, vote.judge, vote.reasons, vote.comment,"
          + " vote.created_at, battle.mode, battle.turns,"
          + " coalesce(battle.language, 'unknown') as language, a.name as name_a,"
          + " b.name as name_b from vote left join battle on battle.id = vote.battle_id"
          + " left join language_model a on a.id = battle.model_a"
          + " left join language_model b on b.id = battle.model_b";

  /**
   * A vote.
   *
   * @param judge {@code arena_user_N}
   * @param reasons keys by seat
   */
  record VoteJson(
      String battleId,
      String winner,
      String judge,
      String modelA,
      String modelB,
      String mode,
      boolean anony,
      int turn,
      String language,
      JsonNode reasons,
      @Nullable String comment,
      Instant votedAt) {}

  private final JdbcClient database;

  ApiVotes(JdbcClient database) {
    this.database = database;
  }

  Page<VoteJson> list(Parameters parameters) {
    Where where = new Where();
    LISTING.narrow(where, parameters);
    BattleFilters.narrow(where, parameters);
    parameters.word("winner", WINNERS).ifPresent(winner -> where.and("vote.winner = ?", winner));
    List<VoteJson> rows =
        database
            .sql(SELECT + where.sql() + LISTING.inOrder(parameters))
            .params(where.values())
            .query(ApiVotes::read)
            .list();
    return Page.of(
        rows, parameters, row -> LISTING.after(parameters, row.votedAt(), row.battleId()));
  }

  private static VoteJson read(ResultSet row, int number) throws SQLException {
    String mode = row.getString("mode");
    return new VoteJson(
        row.getString("battle_id"),
        row.getString("winner"),
        "arena_user_" + row.getInt("judge"),
        row.getString("name_a"),
        row.getString("name_b"),
        mode,
        mode.equals("anonymous"),
        row.getInt("turns"),
        row.getString("language"),
        ApiJson.MAPPER.readTree(row.getString("reasons")),
        row.getString("comment"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
