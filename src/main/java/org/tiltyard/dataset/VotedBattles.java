package org.tiltyard.dataset;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.VotedBattle.Turn;
import org.tiltyard.shared.Time;

/**
 * Reads voted battles in order of (time of vote, id), some hundred at a time by index, so that the
 * memory it takes does not grow with the dataset. What somebody withdrew is not among them. Reads
 * what other modules wrote; writes nothing.
 */
@Component
class VotedBattles {

  private static final int PAGE = 200;

  private record Row(
      String id,
      @Nullable String continues,
      String modelA,
      String modelB,
      String winner,
      int judge,
      boolean anonymous,
      String language,
      Instant votedAt) {}

  /** A turn while its answers are gathered; a later attempt takes the place of an earlier one. */
  private record Seats(String prompt, Map<String, String> answers) {}

  private final JdbcClient database;

  VotedBattles(JdbcClient database) {
    this.database = database;
  }

  long count() {
    return database
        .sql(
            "select count(*) from vote join battle on battle.id = vote.battle_id"
                + " where battle.withdrawn_at is null")
        .query(Long.class)
        .single();
  }

  /** Votes in whose battle a demo program took part. */
  long countWithDemos() {
    return database
        .sql(
            "select count(*) from vote"
                + " join battle on battle.id = vote.battle_id"
                + " join language_model a on a.id = battle.model_a"
                + " join language_model b on b.id = battle.model_b"
                + " where (a.demo or b.demo) and battle.withdrawn_at is null")
        .query(Long.class)
        .single();
  }

  /** Hands every battle voted on before the point in time to the reader, in order. */
  void forEach(Instant before, Consumer<VotedBattle> reader) {
    Instant afterTime = Instant.EPOCH;
    String afterId = "";
    while (true) {
      List<Row> page = page(afterTime, afterId, before);
      if (page.isEmpty()) {
        return;
      }
      Map<String, String> continued = continued(page);
      Set<String> battles = new HashSet<>(continued.values());
      page.forEach(row -> battles.add(row.id));
      Map<String, List<Turn>> turns = turns(battles);
      for (Row row : page) {
        reader.accept(battle(row, continued, turns));
      }
      afterTime = page.getLast().votedAt;
      afterId = page.getLast().id;
    }
  }

  private static VotedBattle battle(
      Row row, Map<String, String> continued, Map<String, List<Turn>> turns) {
    List<Turn> own = turns.getOrDefault(row.id, List.of());
    List<Turn> all = new ArrayList<>(own);
    for (String before = continued.get(row.id); before != null; before = continued.get(before)) {
      all.addAll(0, turns.getOrDefault(before, List.of()));
    }
    return new VotedBattle(
        row.id,
        row.modelA,
        row.modelB,
        row.winner,
        row.judge,
        all,
        own.size(),
        row.anonymous,
        row.language,
        row.votedAt);
  }

  /** Which battle each one carries on, back to the beginnings; most carry none on. */
  private Map<String, String> continued(List<Row> page) {
    Map<String, String> continued = new HashMap<>();
    Set<String> latest = new HashSet<>();
    for (Row row : page) {
      if (row.continues != null) {
        continued.put(row.id, row.continues);
        latest.add(row.continues);
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

  private List<Row> page(Instant afterTime, String afterId, Instant before) {
    return database
        .sql(
            "select vote.battle_id, battle.continues, a.name as name_a, b.name as name_b, vote.winner, vote.judge,"
                + " battle.mode, coalesce(battle.language, 'unknown') as language,"
                + " vote.created_at"
                + " from vote"
                + " join battle on battle.id = vote.battle_id"
                + " join language_model a on a.id = battle.model_a"
                + " join language_model b on b.id = battle.model_b"
                + " where (vote.created_at, vote.battle_id) > (?, ?) and vote.created_at < ?"
                + " and battle.withdrawn_at is null"
                + " order by vote.created_at, vote.battle_id limit "
                + PAGE)
        .params(Time.forDatabase(afterTime), afterId, Time.forDatabase(before))
        .query((row, number) ->
            new Row(
                row.getString("battle_id"),
                row.getString("continues"),
                row.getString("name_a"),
                row.getString("name_b"),
                row.getString("winner"),
                row.getInt("judge"),
                row.getString("mode").equals("anonymous"),
                row.getString("language"),
                row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  private Map<String, List<Turn>> turns(Set<String> battles) {
    Map<String, TreeMap<Integer, Seats>> gathered = new HashMap<>();
    database
        .sql(
            "select turn.battle_id, turn.number, turn.prompt, answer.seat, answer.text from turn"
                + " join answer on answer.battle_id = turn.battle_id"
                + " and answer.turn_number = turn.number"
                + " where turn.battle_id in (:battles) order by answer.attempt")
        .param("battles", battles)
        .query(row -> {
          String prompt = row.getString("prompt");
          gathered
              .computeIfAbsent(row.getString("battle_id"), id -> new TreeMap<>())
              .computeIfAbsent(row.getInt("number"), number -> new Seats(prompt, new HashMap<>()))
              .answers
              .put(row.getString("seat"), row.getString("text"));
        });
    Map<String, List<Turn>> turns = new HashMap<>();
    gathered.forEach((id, numbered) -> turns.put(id, inOrder(numbered)));
    return turns;
  }

  private static List<Turn> inOrder(TreeMap<Integer, Seats> numbered) {
    List<Turn> turns = new ArrayList<>();
    for (Seats seats : numbered.values()) {
      turns.add(
          new Turn(
              seats.prompt,
              seats.answers.getOrDefault("a", ""),
              seats.answers.getOrDefault("b", "")));
    }
    return turns;
  }
}
