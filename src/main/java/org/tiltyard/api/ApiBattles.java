package org.tiltyard.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Battles as researchers see them. Names are there only where the person in the battle may know
 * them, texts only after the vote, and what was withdrawn is not there at all.
 */
@Component
class ApiBattles {

  private static final Listing LISTING = new Listing("battles", "battle.created_at", "battle.id");

  /** Outer joins keep H2 to the order of the battles. */
  private static final String FROM =
      " from battle left join vote on vote.battle_id = battle.id"
          + " left join language_model a on a.id = battle.model_a"
          + " left join language_model b on b.id = battle.model_b";

  private static final String SELECT =
      "select battle.id, battle.mode, battle.continues, battle.turns, battle.created_at,"
          + " coalesce(battle.language, 'unknown') as language, vote.winner,"
          + " vote.created_at as voted_at, "
          + BattleFilters.NAMES_SHOWN
          + " as names_shown, a.name as name_a, b.name as name_b"
          + FROM;

  /**
   * A battle without its texts.
   *
   * @param anony whether names are hidden until the vote
   * @param modelA null as long as names are hidden
   * @param modelB the same; and in direct battles, which have one model
   * @param turn how many prompts it has
   * @param winner null without a vote
   * @param continues the battle whose turns come before this one's
   */
  record BattleJson(
      String id,
      String mode,
      boolean anony,
      @Nullable String modelA,
      @Nullable String modelB,
      int turn,
      String language,
      @Nullable String winner,
      @Nullable String continues,
      Instant createdAt,
      @Nullable Instant votedAt) {}

  /**
   * A battle with its turns.
   *
   * @param turns null without a vote
   */
  record WholeBattleJson(@JsonUnwrapped BattleJson battle, @Nullable List<TurnJson> turns) {}

  /** One prompt and its answers; {@code b} is null in direct battles. */
  record TurnJson(
      int number,
      String prompt,
      Instant createdAt,
      @Nullable AnswerJson a,
      @Nullable AnswerJson b) {}

  /**
   * The answer that counted.
   *
   * @param state complete, stopped, failed or interrupted
   * @param attempts how often the seat was asked in this turn
   */
  record AnswerJson(
      String text,
      String state,
      int attempts,
      @Nullable String finishReason,
      @Nullable Integer tokensIn,
      @Nullable Integer tokensOut,
      @Nullable Integer firstTokenMs,
      @Nullable Integer durationMs) {}

  private final JdbcClient database;

  ApiBattles(JdbcClient database) {
    this.database = database;
  }

  Page<BattleJson> list(Parameters parameters) {
    Where where = new Where();
    LISTING.narrow(where, parameters);
    BattleFilters.narrow(where, parameters);
    parameters
        .flag("voted")
        .ifPresent(
            voted -> where.and(voted ? "vote.battle_id is not null" : "vote.battle_id is null"));
    List<BattleJson> rows =
        database
            .sql(SELECT + where.sql() + LISTING.inOrder(parameters))
            .params(where.values())
            .query(ApiBattles::read)
            .list();
    return Page.of(rows, parameters, row -> LISTING.after(parameters, row.createdAt(), row.id()));
  }

  Optional<WholeBattleJson> find(String id) {
    return database
        .sql(SELECT + " where battle.id = ? and battle.withdrawn_at is null")
        .param(id)
        .query(ApiBattles::read)
        .optional()
        .map(battle ->
            new WholeBattleJson(battle, battle.winner() == null ? null : turns(battle.id())));
  }

  private static BattleJson read(ResultSet row, int number) throws SQLException {
    boolean shown = row.getBoolean("names_shown");
    String mode = row.getString("mode");
    OffsetDateTime voted = row.getObject("voted_at", OffsetDateTime.class);
    return new BattleJson(
        row.getString("id"),
        mode,
        mode.equals("anonymous"),
        shown ? row.getString("name_a") : null,
        shown ? row.getString("name_b") : null,
        row.getInt("turns"),
        row.getString("language"),
        row.getString("winner"),
        row.getString("continues"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        voted == null ? null : voted.toInstant());
  }

  /** In order; a later attempt takes the place of an earlier one. */
  private List<TurnJson> turns(String battle) {
    Map<Integer, TurnJson> turns = new LinkedHashMap<>();
    database
        .sql(
            "select turn.number, turn.prompt, turn.created_at, answer.seat, answer.attempt,"
                + " answer.text, answer.state, answer.finish_reason, answer.tokens_in,"
                + " answer.tokens_out, answer.first_token_ms, answer.duration_ms from turn"
                + " join answer on answer.battle_id = turn.battle_id"
                + " and answer.turn_number = turn.number"
                + " where turn.battle_id = ? order by turn.number, answer.attempt")
        .param(battle)
        .query(row -> {
          TurnJson turn = turn(row);
          turns.merge(turn.number(), turn, ApiBattles::merge);
        });
    return new ArrayList<>(turns.values());
  }

  private static TurnJson turn(ResultSet row) throws SQLException {
    AnswerJson answer =
        new AnswerJson(
            row.getString("text"),
            row.getString("state"),
            row.getInt("attempt") + 1,
            row.getString("finish_reason"),
            row.getObject("tokens_in", Integer.class),
            row.getObject("tokens_out", Integer.class),
            row.getObject("first_token_ms", Integer.class),
            row.getObject("duration_ms", Integer.class));
    boolean left = row.getString("seat").equals("a");
    return new TurnJson(
        row.getInt("number"),
        row.getString("prompt"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        left ? answer : null,
        left ? null : answer);
  }

  private static TurnJson merge(TurnJson before, TurnJson later) {
    return new TurnJson(
        before.number(),
        before.prompt(),
        before.createdAt(),
        later.a() == null ? before.a() : later.a(),
        later.b() == null ? before.b() : later.b());
  }
}
