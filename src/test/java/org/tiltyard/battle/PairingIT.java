package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelId;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.settings.Settings;
import org.tiltyard.testing.ArenaProcess;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestDatabase;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Pairs that people get over HTTP, and what is stored about them; an admin changes the policy. */
class PairingIT {

  private static final List<String> NAMES = List.of("ash", "birch", "cedar", "maple");
  private static final String PASSWORD = "a lance of seasoned ash";
  private static final double EXACT = 1e-12;

  private static ScriptedModelServer server;
  private static TestArena arena;

  /** One row of the draws. */
  private record Stored(String policy, Pair pair, double propensity) {}

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", NAMES.toArray(String[]::new)),
            "--tiltyard.admin.password=" + PASSWORD,
            "--tiltyard.battle.retry-delay=1ms",
            "--tiltyard.pairing.newcomer-votes=0");
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @BeforeEach
  void everybodyAnswers() {
    NAMES.forEach(name -> server.model("id-" + name, Script.answer("Yes")));
  }

  @AfterEach
  void takeEverythingBack() {
    Map<String, JsonNode> defaults = new HashMap<>();
    List.of("policy", "boosts", "targets", "never-meet", "explore")
        .forEach(
            key -> defaults.put("tiltyard.pairing." + key, JsonNodeFactory.instance.nullNode()));
    arena.part(Settings.class).change(defaults, "ada");
  }

  private static Voter admin() {
    Voter admin = arena.newVoter();
    Map<String, String> credentials = Map.of("username", "admin", "password", PASSWORD);
    assertThat(admin.postForm("/login", credentials).statusCode()).isEqualTo(303);
    return admin;
  }

  private static HttpResponse<String> save(Map<String, String> fields) {
    return admin().postForm("/admin/pairing", fields);
  }

  private static List<Contender> contenders() {
    return arena.part(ModelRegistry.class).contenders();
  }

  private static ModelId id(String name) {
    return contenders().stream()
        .filter(contender -> contender.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static Stored draw(String battle, int attempt) {
    return arena
        .database()
        .sql(
            "select policy, model_a, model_b, propensity from pair_draw"
                + " where battle_id = ? and attempt = ?")
        .params(battle, attempt)
        .query((row, number) ->
            new Stored(
                row.getString(1),
                new Pair(new ModelId(row.getString(2)), new ModelId(row.getString(3))),
                row.getDouble(4)))
        .single();
  }

  @Test
  void storesWithEachBattleHowLikelyItsPairWas() {
    Map<String, String> fields =
        Map.of(
            "policy", "weighted",
            "boosts", "ash = 3\nmaple = 0.5",
            "targets", "cedar = 70 %",
            "neverMeet", "ash vs birch");
    assertThat(save(fields).statusCode()).isEqualTo(303);
    Voter voter = arena.newVoter();
    PairOdds odds = arena.part(Pairing.class).odds(contenders());

    Pair last = null;
    Set<Double> different = new HashSet<>();
    for (int battle = 0; battle < 25; battle++) {
      Stored stored = draw(voter.startAndWait("Which one?"), 0);
      assertThat(stored.policy).isEqualTo("weighted");
      assertThat(stored.propensity).isEqualTo(odds.propensity(stored.pair, last));
      assertThat(stored.pair.meets(new Pair(id("ash"), id("birch")))).isFalse();
      assertThat(last != null && stored.pair.meets(last)).isFalse();
      different.add(stored.propensity);
      last = stored.pair;
    }
    assertThat(different).hasSizeGreaterThan(2);
  }

  @Test
  void storesHowLikelyAReplacementWas() {
    save(Map.of("policy", "weighted", "boosts", "cedar = 4"));
    server.model("id-ash", Script.status(500, "{}"));
    PairOdds odds = arena.part(Pairing.class).odds(contenders());
    Voter voter = arena.newVoter();
    ModelId ash = id("ash");

    Pair last = null;
    int replaced = 0;
    for (int battle = 0; battle < 40 && replaced < 4; battle++) {
      String id = voter.startAndWait("Which one?");
      Pair first = draw(id, 0).pair;
      boolean inA = first.a().equals(ash);
      if (inA || first.b().equals(ash)) {
        Stored stored = draw(id, 1);
        replaced++;
        ModelId staying = inA ? first.b() : first.a();
        ModelId drawn = inA ? stored.pair.a() : stored.pair.b();
        assertThat(stored.propensity)
            .isCloseTo(share(odds, staying, drawn, Set.of(ash, staying), last), within(EXACT));
      }
      last = last(id);
    }
    assertThat(replaced).isEqualTo(4);
  }

  private static Pair last(String battle) {
    int attempts =
        arena
            .database()
            .sql("select count(*) from pair_draw where battle_id = ?")
            .param(battle)
            .query(Integer.class)
            .single();
    return draw(battle, attempts - 1).pair;
  }

  /** The share of the replacing model among all that could have taken the seat. */
  private static double share(
      PairOdds odds, ModelId staying, ModelId drawn, Set<ModelId> tried, @Nullable Pair last) {
    double all = 0;
    for (Contender rival : contenders()) {
      Pair pair = new Pair(staying, rival.id());
      boolean possible = !tried.contains(rival.id()) && !(last != null && pair.meets(last));
      all += possible ? odds.propensity(pair, null) : 0;
    }
    return odds.propensity(new Pair(staying, drawn), null) / all;
  }

  @Test
  void adaptsToTheVotes() {
    save(Map.of("policy", "adaptive", "explore", "10"));
    Voter voter = arena.newVoter();
    for (String winner : List.of("model_a", "model_b", "tie", "tie (bothbad)", "model_a")) {
      assertThat(voter.vote(voter.startAndWait("Which one?"), winner).statusCode()).isEqualTo(200);
    }

    PairTallies tallies = arena.part(PairHistory.class).count();

    long votes = arena.database().sql("select count(*) from vote").query(Long.class).single();
    assertThat(contenders().stream().mapToLong(model -> tallies.votes(model.id())).sum())
        .isEqualTo(2 * votes);
    PairOdds odds = arena.part(Pairing.class).odds(contenders());
    Stored stored = draw(arena.newVoter().startAndWait("And now?"), 0);
    assertThat(stored.policy).isEqualTo("adaptive");
    assertThat(stored.propensity).isEqualTo(odds.propensity(stored.pair, null));
  }

  @Test
  void notesWhoChangedWhat() {
    save(Map.of("policy", "uniform", "neverMeet", "ash vs birch"));

    Map<String, @Nullable Object> entry =
        arena
            .database()
            .sql(
                "select actor, detail from audit_entry where action = 'pairing.changed'"
                    + " order by at desc, id limit 1")
            .query()
            .singleRow();
    assertThat(entry.get("actor")).isEqualTo("admin");
    assertThat(String.valueOf(entry.get("detail")))
        .contains("\"tiltyard.pairing.policy\"")
        .contains("\"to\":\"uniform\"")
        .contains("ash vs birch")
        .doesNotContain("explore");
  }

  @Test
  void refusesWhatItCantReadAndKeepsIt() {
    HttpResponse<String> response =
        save(Map.of("policy", "uniform", "neverMeet", "ash versus birch", "explore", "10"));

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body())
        .contains("ash versus birch")
        .contains("has to look like “llama-* vs gpt-*”");
    assertThat(save(Map.of("explore", "a lot")).body()).contains("must be a number");
    assertThat(save(Map.of("explore", "0")).statusCode()).isEqualTo(422);
    assertThat(arena.part(PairingAdministration.class).present().neverMeet()).isEmpty();
  }

  @Test
  void leavesWhatTheConfigurationSets() {
    assertThat(save(Map.of("newcomerVotes", "0")).statusCode()).isEqualTo(303);

    HttpResponse<String> response = save(Map.of("newcomerVotes", "5"));

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(arena.part(PairingAdministration.class).present().newcomerVotes()).isZero();
  }

  @Test
  void previewsWithoutSaving() {
    HttpResponse<String> response =
        admin().postForm("/admin/pairing/preview", Map.of("boosts", "ash = 0"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("Never drawn").contains("Its weight, or a boost, is 0.");
    assertThat(arena.part(PairingAdministration.class).present().boosts()).isEmpty();
  }

  @Test
  void givesAllPairsAsAFile() {
    String csv = admin().get("/admin/pairing/odds.csv", "text/csv").body();

    List<String> lines = new ArrayList<>(csv.lines().toList());
    assertThat(lines.removeFirst()).isEqualTo("model,rival,probability");
    assertThat(lines).hasSize(6).first().asString().startsWith("ash,birch,0.16666");
  }

  @Test
  @EnabledIf("onPostgres")
  void aChangeReachesTheNextDrawsOfAnotherNode() throws InterruptedException {
    List<String> settings =
        new ArrayList<>(TestArena.models(server.baseUrl(), "a-key", NAMES.toArray(String[]::new)));
    // One network asks as often as it can here, until the change is there.
    settings.add("--tiltyard.limits.enabled=false");
    try (ArenaProcess other = ArenaProcess.start(arena.databaseAddress(), settings)) {
      Voter voter = other.newVoter();
      assertThat(draw(voter.startAndWait("Before"), 0).policy).isEqualTo("weighted");

      save(Map.of("policy", "uniform"));
      long deadline = System.nanoTime() + 20_000_000_000L;
      String policy = "weighted";
      while (!policy.equals("uniform") && System.nanoTime() < deadline) {
        policy = draw(voter.start("After"), 0).policy;
      }
      assertThat(policy).isEqualTo("uniform");
    }
  }

  static boolean onPostgres() {
    return TestDatabase.onPostgres();
  }
}
