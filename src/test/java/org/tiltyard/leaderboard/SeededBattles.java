package org.tiltyard.leaderboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.shared.Time;
import org.tiltyard.testing.Eventually;
import org.tiltyard.testing.TestArena;
import org.tiltyard.vote.VotesChanged;

/** Battles and votes put into an arena's database, in numbers that nobody would click together. */
public final class SeededBattles {

  private static final Instant FIRST = Instant.parse("2026-03-01T08:00:00Z");

  private final TestArena arena;
  private final JdbcClient database;
  private int battles;
  private int judge = 1;
  private String mode = "anonymous";
  private String language = "English";
  private String group = "visitor";
  private String prompt = "What is the oldest tree?";
  private Instant at = FIRST;

  /** Votes for an arena that has none yet. */
  public SeededBattles(TestArena arena) {
    this.arena = arena;
    this.database = arena.database();
  }

  /** An id with a number in it. */
  public static String id(int kind, int number) {
    return String.format(Locale.ROOT, "%08x%024x", kind, number);
  }

  /** Registers models with these names; returns them as ids in the same order. */
  public List<String> models(String... names) {
    return arena.part(ModelRegistry.class).enterImported(Arrays.asList(names)).entrySet().stream()
        .sorted(
            java.util.Comparator.comparingInt(
                entry -> Arrays.asList(names).indexOf(entry.getKey())))
        .map(entry -> entry.getValue().value())
        .toList();
  }

  /** Battles from now on are judged by that number. */
  public SeededBattles by(int number) {
    judge = number;
    return this;
  }

  /** Battles from now on are held in that mode and language by people of that group. */
  public SeededBattles in(String newMode, String newLanguage, String newGroup) {
    mode = newMode;
    language = newLanguage;
    group = newGroup;
    return this;
  }

  /** Battles from now on are voted on at that time, and each a second later than the last. */
  public SeededBattles from(Instant time) {
    at = time;
    return this;
  }

  /** Battles from now on begin with that prompt. */
  public SeededBattles asking(String words) {
    prompt = words;
    return this;
  }

  /** So many battles that ended alike; returns the id of the last one. */
  public String votes(String modelA, String modelB, String winner, int count) {
    List<String> ids =
        java.util.stream.IntStream.range(0, count)
            .mapToObj(i -> vote(modelA, modelB, winner))
            .toList();
    arena
        .part(TransactionTemplate.class)
        .executeWithoutResult(status -> arena.publish(new VotesChanged(ids)));
    return ids.getLast();
  }

  private String vote(String modelA, String modelB, String winner) {
    String id = id(40, battles++);
    at = at.plusSeconds(1);
    var time = Time.forDatabase(at);
    String person = id(30, judge);
    if (database
        .sql("select 1 from participant where id = ?")
        .param(person)
        .query(Integer.class)
        .optional()
        .isEmpty()) {
      database
          .sql("insert into participant (id, judge, created_at) values (?, ?, ?)")
          .params(person, 100_000 + judge, time)
          .update();
    }
    database
        .sql(
            "insert into battle (id, participant_id, mode, state, model_a, model_b, turns, language,"
                + " created_at, version) values (?, ?, ?, 'voted', ?, ?, 1, ?, ?, 0)")
        .params(id, person, mode, modelA, modelB, language, time)
        .update();
    database
        .sql("insert into turn (battle_id, number, prompt, created_at) values (?, 1, ?, ?)")
        .params(id, prompt, time)
        .update();
    if (mode.equals("anonymous")) {
      database
          .sql(
              "insert into pair_draw (battle_id, attempt, reason, policy, model_a, model_b,"
                  + " propensity, created_at) values (?, 0, 'start', 'uniform', ?, ?, 0.25, ?)")
          .params(id, modelA, modelB, time)
          .update();
    }
    for (String seat : List.of("a", "b")) {
      database
          .sql(
              "insert into answer (id, battle_id, turn_number, seat, attempt, model_id, state, text,"
                  + " reasoning, finish_reason, tokens_out, first_token_ms, duration_ms, steps,"
                  + " owner, lease_until, created_at, settled_at) values (?, ?, 1, ?, 0, ?,"
                  + " 'complete', ?, '', 'stop', 20, 300, 2300, '[]', ?, ?, ?, ?)")
          .params(
              id(seat.equals("a") ? 50 : 51, battles),
              id,
              seat,
              seat.equals("a") ? modelA : modelB,
              "An answer of seat " + seat,
              id(60, 0),
              time,
              time,
              time)
          .update();
    }
    database
        .sql(
            "insert into vote (battle_id, participant_id, judge, judge_group, winner, reasons,"
                + " created_at) values (?, ?, ?, ?, ?, '{\"a\":[],\"b\":[]}', ?)")
        .params(id, person, 100_000 + judge, group, winner, time)
        .update();
    return id;
  }

  /** Waits until all of it has been counted. */
  public void areCounted() {
    Changes changes = arena.part(Changes.class);
    Eventually.within(
        Duration.ofSeconds(20), "all votes are counted", () -> changes.waiting() == 0);
  }
}
