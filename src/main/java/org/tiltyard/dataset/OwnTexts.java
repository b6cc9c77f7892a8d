package org.tiltyard.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.OwnVotes.Head;

/** What was said in battles, and how the answers came about. */
@Component
class OwnTexts {

  /** An answer that counts. */
  record Answer(
      String text,
      int attempt,
      String state,
      @Nullable String endpointKind,
      @Nullable String providerModel,
      @Nullable String finishReason,
      @Nullable Integer firstTokenMs,
      @Nullable Integer durationMs,
      @Nullable Integer tokensIn,
      @Nullable Integer tokensOut,
      String steps,
      int regenerations,
      @Nullable Instant settledAt) {}

  /** A prompt and its answers by seat. */
  record Turn(
      String battle,
      int number,
      String prompt,
      @Nullable String termsVersion,
      Map<String, Answer> answers) {

    String text(String seat) {
      Answer answer = answers.get(seat);
      return answer == null ? "" : answer.text;
    }
  }

  /** How the pair was drawn: the last draw, and how many there were. */
  record Drawn(String policy, double propensity, int attempts) {}

  private final JdbcClient database;

  OwnTexts(JdbcClient database) {
    this.database = database;
  }

  /** Which battle each one carries on, back to the beginnings; most carry none on. */
  Map<String, String> continued(List<Head> page) {
    Map<String, String> continued = new HashMap<>();
    Set<String> latest = new HashSet<>();
    for (Head head : page) {
      if (head.continues() != null) {
        continued.put(head.id(), head.continues());
        latest.add(head.continues());
      }
    }
    while (!latest.isEmpty()) {
      Set<String> before = new HashSet<>();
      database
          .sql(
              "select id, continues from battle"
                  + " where id in (:battles) and continues is not null")
          .param("battles", latest)
          .query(row -> {
            continued.put(row.getString(1), row.getString(2));
            before.add(row.getString(2));
          });
      latest = before;
    }
    return continued;
  }

  /** The turns of battles in order; a later attempt takes the place of an earlier one. */
  Map<String, List<Turn>> turns(Set<String> battles) {
    Map<String, TreeMap<Integer, Turn>> gathered = new HashMap<>();
    database
        .sql(
            "select turn.battle_id, turn.number, turn.prompt, turn.terms_version, answer.seat,"
                + " answer.text, answer.attempt, answer.state, answer.finish_reason, answer.provider_model,"
                + " answer.tokens_in, answer.tokens_out, answer.first_token_ms,"
                + " answer.duration_ms, answer.steps, answer.settled_at,"
                + " endpoint.kind as endpoint_kind from turn"
                + " join answer on answer.battle_id = turn.battle_id"
                + " and answer.turn_number = turn.number"
                + " join language_model on language_model.id = answer.model_id"
                + " join endpoint on endpoint.id = language_model.endpoint_id"
                + " where turn.battle_id in (:battles) order by answer.attempt")
        .param("battles", battles)
        .query(row -> {
          gather(row, gathered);
        });
    Map<String, List<Turn>> turns = new HashMap<>();
    gathered.forEach((id, numbered) -> turns.put(id, new ArrayList<>(numbered.values())));
    return turns;
  }

  private static void gather(ResultSet row, Map<String, TreeMap<Integer, Turn>> gathered)
      throws SQLException {
    String prompt = row.getString("prompt");
    String terms = row.getString("terms_version");
    String battle = row.getString("battle_id");
    Turn turn =
        gathered
            .computeIfAbsent(battle, id -> new TreeMap<>())
            .computeIfAbsent(
                row.getInt("number"),
                number -> new Turn(battle, number, prompt, terms, new HashMap<>()));
    String seat = row.getString("seat");
    Answer before = turn.answers.get(seat);
    turn.answers.put(seat, answer(row, before == null ? 0 : before.regenerations + 1));
  }

  private static Answer answer(ResultSet row, int regenerations) throws SQLException {
    OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
    return new Answer(
        row.getString("text"),
        row.getInt("attempt"),
        row.getString("state"),
        row.getString("endpoint_kind"),
        row.getString("provider_model"),
        row.getString("finish_reason"),
        row.getObject("first_token_ms", Integer.class),
        row.getObject("duration_ms", Integer.class),
        row.getObject("tokens_in", Integer.class),
        row.getObject("tokens_out", Integer.class),
        row.getString("steps"),
        regenerations,
        settled == null ? null : settled.toInstant());
  }

  /** How the pairs of battles were drawn. */
  Map<String, Drawn> draws(Set<String> battles) {
    Map<String, Drawn> draws = new HashMap<>();
    database
        .sql(
            "select battle_id, policy, propensity from pair_draw where battle_id in (:battles)"
                + " order by attempt")
        .param("battles", battles)
        .query(row -> {
          Drawn before = draws.get(row.getString("battle_id"));
          draws.put(
              row.getString("battle_id"),
              new Drawn(
                  row.getString("policy"),
                  row.getDouble("propensity"),
                  before == null ? 1 : before.attempts + 1));
        });
    return draws;
  }
}
