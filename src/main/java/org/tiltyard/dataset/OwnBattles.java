package org.tiltyard.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.shared.Time;

/**
 * One person's battles as that person may see them, oldest first, some at a time by index. Names
 * are there only where the person knows them: after the vote, or in modes that show them.
 */
@Component
class OwnBattles {

  private static final int PAGE = 50;

  /** How much there is. */
  record Counts(long battles, long prompts, long votes, long withdrawn) {}

  /** An attempt at an answer; the reasoning is there only once the names are. */
  record OwnAnswer(
      String battle,
      int turn,
      String seat,
      int attempt,
      String state,
      String text,
      @Nullable String reasoning,
      Instant at) {}

  record OwnTurn(String battle, int number, String prompt, Instant at, List<OwnAnswer> answers) {}

  record OwnVote(String winner, String reasonsJson, @Nullable String comment, Instant at) {}

  record OwnBattle(
      String id,
      String mode,
      @Nullable String language,
      Instant at,
      @Nullable Instant withdrawnAt,
      @Nullable String modelA,
      @Nullable String modelB,
      @Nullable OwnVote vote,
      List<OwnTurn> turns) {

    private OwnBattle with(List<OwnTurn> all) {
      return new OwnBattle(
          id, mode, language, at, withdrawnAt, modelA, modelB, vote, List.copyOf(all));
    }
  }

  private final JdbcClient database;

  OwnBattles(JdbcClient database) {
    this.database = database;
  }

  Counts count(ParticipantId participant) {
    return database
        .sql(
            "select count(*) as battles, coalesce(sum(turns), 0) as prompts, count(withdrawn_at) as"
                + " withdrawn, (select count(*) from vote where participant_id = ?) as votes"
                + " from battle where participant_id = ?")
        .params(participant.value(), participant.value())
        .query((row, number) ->
            new Counts(
                row.getLong("battles"),
                row.getLong("prompts"),
                row.getLong("votes"),
                row.getLong("withdrawn")))
        .single();
  }

  void forEach(ParticipantId participant, Consumer<OwnBattle> reader) {
    Instant afterTime = Instant.EPOCH;
    String afterId = "";
    List<OwnBattle> page;
    do {
      page = page(participant, afterTime, afterId);
      if (page.isEmpty()) {
        return;
      }
      Map<String, List<OwnTurn>> turns = turns(page);
      for (OwnBattle battle : page) {
        reader.accept(battle.with(turns.getOrDefault(battle.id, List.of())));
      }
      afterTime = page.getLast().at;
      afterId = page.getLast().id;
    } while (page.size() == PAGE);
  }

  private List<OwnBattle> page(ParticipantId participant, Instant afterTime, String afterId) {
    return database
        .sql(
            "select battle.id, battle.mode, battle.language, battle.created_at,"
                + " battle.withdrawn_at, a.name as name_a, b.name as name_b, vote.winner,"
                + " vote.reasons, vote.comment, vote.created_at as voted_at from battle"
                + " join language_model a on a.id = battle.model_a"
                + " join language_model b on b.id = battle.model_b"
                + " left join vote on vote.battle_id = battle.id"
                + " where battle.participant_id = ? and (battle.created_at, battle.id) > (?, ?)"
                + " order by battle.created_at, battle.id limit "
                + PAGE)
        .params(participant.value(), Time.forDatabase(afterTime), afterId)
        .query(OwnBattles::battle)
        .list();
  }

  private static OwnBattle battle(ResultSet row, int number) throws SQLException {
    String mode = row.getString("mode");
    String winner = row.getString("winner");
    boolean named = winner != null || !mode.equals("anonymous");
    return new OwnBattle(
        row.getString("id"),
        mode,
        row.getString("language"),
        moment(row, "created_at"),
        row.getObject("withdrawn_at") == null ? null : moment(row, "withdrawn_at"),
        named ? row.getString("name_a") : null,
        named ? row.getString("name_b") : null,
        winner == null
            ? null
            : new OwnVote(
                winner,
                row.getString("reasons"),
                row.getString("comment"),
                moment(row, "voted_at")),
        List.of());
  }

  private Map<String, List<OwnTurn>> turns(List<OwnBattle> battles) {
    Map<String, Boolean> named =
        battles.stream().collect(Collectors.toMap(OwnBattle::id, one -> one.modelA != null));
    List<OwnAnswer> answers = answers(named);
    return database
        .sql(
            "select battle_id, number, prompt, created_at from turn where battle_id in (:battles)"
                + " order by battle_id, number")
        .param("battles", named.keySet())
        .query((row, number) -> {
          String battle = row.getString("battle_id");
          int turn = row.getInt("number");
          return new OwnTurn(
              battle,
              turn,
              row.getString("prompt"),
              moment(row, "created_at"),
              answers.stream()
                  .filter(answer -> answer.battle.equals(battle) && answer.turn == turn)
                  .toList());
        })
        .list()
        .stream()
        .collect(Collectors.groupingBy(OwnTurn::battle));
  }

  private List<OwnAnswer> answers(Map<String, Boolean> named) {
    return database
        .sql(
            "select battle_id, turn_number, seat, attempt, state, text, reasoning, created_at"
                + " from answer where battle_id in (:battles)"
                + " order by battle_id, turn_number, seat, attempt")
        .param("battles", named.keySet())
        .query((row, number) -> {
          String battle = row.getString("battle_id");
          return new OwnAnswer(
              battle,
              row.getInt("turn_number"),
              row.getString("seat"),
              row.getInt("attempt"),
              row.getString("state"),
              row.getString("text"),
              named.getOrDefault(battle, false) ? row.getString("reasoning") : null,
              moment(row, "created_at"));
        })
        .list();
  }

  private static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
