package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.testing.Eventually;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestDatabase;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/** Models that fail leave the draw and come back, seen from the arena's HTTP interface. */
class HealthOfRoutesIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final ScriptedModelServer server = ScriptedModelServer.start();
  private ScriptedModelServer other = ScriptedModelServer.start();

  @BeforeEach
  void bothAnswer() {
    answering(server, "birch");
    answering(other, "maple");
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    other.close();
  }

  private static void answering(ScriptedModelServer at, String model) {
    at.model("id-" + model, Script.answer("I", " am", " well"));
  }

  private TestArena arena(String... settings) {
    return TestArena.start(settings(settings).toArray(String[]::new));
  }

  private List<String> settings(String... settings) {
    List<String> all = new ArrayList<>(TestArena.models(server.baseUrl(), "a-key", "birch"));
    TestArena.models(other.baseUrl(), "b-key", "maple").stream()
        .map(setting -> setting.replace("models[0]", "models[1]"))
        .forEach(all::add);
    all.add("--tiltyard.battle.retry-delay=1ms");
    all.add("--tiltyard.health.first-pause=1s");
    all.addAll(List.of(settings));
    return all;
  }

  private static List<String> drawn(TestArena arena) {
    return arena.part(ModelRegistry.class).contenders().stream().map(Contender::name).toList();
  }

  private static List<String> audit(TestArena arena) {
    return arena
        .database()
        .sql("select action, subject_name from audit_entry order by at, id")
        .query((row, number) -> row.getString("action") + " " + row.getString("subject_name"))
        .list();
  }

  @Test
  void aStoppedServerIsOutWithoutTrafficAndBackByItself() throws IOException {
    try (TestArena arena = arena("--tiltyard.health.knock=1s")) {
      assertThat(drawn(arena)).containsExactly("birch", "maple");

      int port = other.port();
      other.close();
      Eventually.within(SOON, "maple is out", () -> drawn(arena).equals(List.of("birch")));
      assertThat(audit(arena)).containsExactly("health.out maple");
      assertThat(detail(arena)).contains("unavailable").doesNotContain("b-key");

      var refused = arena.newVoter().post("/battles", Map.of("prompt", "Keep this"));
      JsonNode problem = Voter.json(refused);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(problem.get("detail").asString()).contains("come back by themselves");
      assertThat(refused.body()).doesNotContain("maple").doesNotContain("birch");

      other = ScriptedModelServer.startOn(port);
      answering(other, "maple");
      Eventually.within(SOON, "maple is back", () -> drawn(arena).size() == 2);
      assertThat(audit(arena)).containsExactly("health.out maple", "health.back maple");
      arena.newVoter().startAndWait("Go on");
    }
  }

  private static String detail(TestArena arena) {
    return arena
        .database()
        .sql("select detail from audit_entry where action = 'health.out'")
        .query(String.class)
        .single();
  }

  @Test
  void trafficAloneTakesAFailingModelOut() {
    try (TestArena arena = arena("--tiltyard.health.probes=false")) {
      other.model("id-maple", Script.status(500, "{\"error\":{\"message\":\"broken: b-key\"}}"));
      for (int i = 0; i < 2; i++) {
        arena.newVoter().startAndWait("Try");
      }
      Eventually.within(SOON, "maple is out", () -> drawn(arena).equals(List.of("birch")));
      assertThat(detail(arena)).contains("unavailable", "broken").doesNotContain("b-key");
      answering(other, "maple");
      Eventually.within(SOON, "maple is back", () -> drawn(arena).size() == 2);
    }
  }

  @Test
  void whatIsNotTheModelsFaultDoesNotCount() {
    try (TestArena arena = arena("--tiltyard.health.probes=false")) {
      other.model("id-maple", Script.stream().finish("content_filter").done());
      for (int i = 0; i < 4; i++) {
        arena.newVoter().startAndWait("Try");
      }
      Health health = arena.part(Health.class);
      Eventually.within(
          SOON,
          "birch’s calls are noted",
          () ->
              health.circuits().values().stream().anyMatch(circuit -> circuit.lastCall() != null));
      assertThat(health.circuits())
          .hasSize(2)
          .allSatisfy((route, circuit) -> assertThat(circuit.failure()).isNull());
    }
  }

  @Test
  void whoIsOutIsNoChoiceByNameEither() {
    try (TestArena arena = arena("--tiltyard.health.probes=false")) {
      Health health = arena.part(Health.class);
      Eventually.within(SOON, "both are looked after", () -> health.circuits().size() == 2);
      Route maple =
          health.circuits().keySet().stream()
              .filter(route -> route.model().equals("id-maple"))
              .findFirst()
              .orElseThrow();
      Voter voter = arena.newVoter();
      assertThat(page(voter, "/direct")).contains("value=\"birch\"", "value=\"maple\"");

      health.change(maple, circuit -> circuit.heldOut(true), null);

      assertThat(page(voter, "/direct"))
          .contains("value=\"birch\"")
          .doesNotContain("value=\"maple\"");
      assertThat(page(voter, "/side-by-side")).contains("Not enough models");
      Map<String, Object> choice =
          Map.of("prompt", "Keep this", "mode", "direct", "models", List.of("maple"));
      var refused = voter.post("/battles", choice);
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(Voter.json(refused).get("detail").asString()).contains("not there right now");

      health.change(maple, circuit -> circuit.heldOut(false), null);
      assertThat(page(voter, "/direct")).contains("value=\"maple\"");
      assertThat(voter.post("/battles", choice).statusCode()).isEqualTo(201);
    }
  }

  private static String page(Voter voter, String path) {
    return voter.get(path, "text/html").body();
  }

  @Test
  void anArenaWithOneModelSaysSoInOtherWords() {
    try (TestArena arena =
        TestArena.withModels(TestArena.models(server.baseUrl(), "a-key", "birch"))) {
      var refused = arena.newVoter().post("/battles", Map.of("prompt", "Keep this"));
      assertThat(Voter.json(refused).get("detail").asString())
          .contains("has fewer")
          .doesNotContain("unwell");
    }
  }

  @Test
  void ofTwoProcessesOneAnnouncesAndBothKnow() throws IOException {
    assumeTrue(TestDatabase.onPostgres(), "H2 is one process; several nodes need PostgreSQL");
    List<String> settings = settings("--tiltyard.health.knock=1s");
    try (TestArena arena = TestArena.start(settings.toArray(String[]::new));
        TestArena second = TestArena.on(arena.databaseAddress(), settings)) {
      int port = other.port();
      other.close();
      Eventually.within(
          SOON, "maple is out on both", () -> drawn(arena).size() + drawn(second).size() == 2);
      other = ScriptedModelServer.startOn(port);
      answering(other, "maple");
      Eventually.within(
          SOON, "maple is back on both", () -> drawn(arena).size() + drawn(second).size() == 4);
      assertThat(audit(arena)).containsExactly("health.out maple", "health.back maple");
    }
  }
}
