package org.tiltyard.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.tiltyard.testing.ArenaProcess;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestDatabase;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Settings that are changed while the arena runs: one of them is set by its configuration. */
class SettingsIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String CHARACTERS = "tiltyard.battle.prompt-characters";
  private static final String TURNS = "tiltyard.battle.turns";
  private static final String PASSWORD = "correct horse battery";
  private static final String TEMPERATURE = "tiltyard.battle.temperature";

  private static TestArena arena;
  private static Settings settings;

  @BeforeAll
  static void open() {
    arena = TestArena.start("--tiltyard.battle.turns=7", "--tiltyard.admin.password=" + PASSWORD);
    settings = arena.part(Settings.class);
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  @Test
  void aChangeHoldsAtOnceAndSurvivesARestart() {
    change(CHARACTERS, 20);
    assertThat(statusOf("x".repeat(21), arena.newVoter())).isEqualTo(422);

    arena.restart();
    settings = arena.part(Settings.class);
    assertThat(statusOf("x".repeat(21), arena.newVoter())).isEqualTo(422);

    settings.change(Map.of(CHARACTERS, JSON.nullNode()), "ada");
    assertThat(statusOf("x".repeat(21), arena.newVoter())).isEqualTo(201);
  }

  @Test
  void whatTheConfigurationSetsIsLocked() {
    assertThat(settings.locked(setting(TURNS))).isTrue();
    assertThat(settings.value(setting(TURNS))).isEqualTo(7);
    assertThatThrownBy(() -> change(TURNS, 8)).isInstanceOf(SettingRefused.class);
    assertThat(settings.value(setting(TURNS))).isEqualTo(7);
  }

  @Test
  void aChangeIsWholeOrNotAtAll() {
    Map<String, JsonNode> changes = new LinkedHashMap<>();
    changes.put(CHARACTERS, JSON.getNodeFactory().numberNode(100));
    changes.put(TEMPERATURE, JSON.getNodeFactory().numberNode(3));

    assertThatThrownBy(() -> settings.change(changes, "ada"))
        .isInstanceOfSatisfying(
            SettingRefused.class,
            refused ->
                assertThat(refused.faults())
                    .extracting(SettingRefused.Fault::key)
                    .containsExactly(TEMPERATURE));
    assertThat(settings.stored(setting(CHARACTERS))).isEmpty();
  }

  @Test
  void aValueOfTheWrongFormNamesItsSetting() {
    Map<String, JsonNode> wrong = Map.of(CHARACTERS, JSON.getNodeFactory().stringNode("many"));

    assertThatThrownBy(() -> settings.change(wrong, "ada"))
        .isInstanceOfSatisfying(
            SettingRefused.class,
            refused -> assertThat(refused.faults().getFirst().key()).isEqualTo(CHARACTERS));
  }

  @Test
  void aPreviewThatCameBackBrokenChangesNothing() {
    for (String broken : List.of("", "{", "[1]", "\"" + CHARACTERS + "\"", "\u202e{}")) {
      HttpResponse<String> response = sendBack(broken);

      assertThat(response.statusCode()).as(broken).isEqualTo(422);
      assertThat(JSON.readTree(response.body()).path("field").asString()).isEqualTo("changes");
    }
    assertThat(sendBack("{}").statusCode()).isEqualTo(303);
    assertThat(settings.stored(setting(CHARACTERS))).isEmpty();
  }

  private static HttpResponse<String> sendBack(String changes) {
    Voter admin = arena.newVoter();
    String basic = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(UTF_8));
    return admin.send(
        admin
            .request("/admin/settings/changes")
            .header("Authorization", "Basic " + basic)
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("changes=" + URLEncoder.encode(changes, UTF_8))));
  }

  @Test
  @EnabledIf("onPostgres")
  void anotherProcessFollowsWithinASecond() throws InterruptedException {
    try (ArenaProcess other = ArenaProcess.start(arena.databaseAddress(), List.of())) {
      Voter voter = other.newVoter();
      assertThat(statusOf("x".repeat(18), voter)).isEqualTo(201);

      change(CHARACTERS, 17);
      long deadline = System.nanoTime() + 5_000_000_000L;
      int status = 0;
      while (status != 422 && System.nanoTime() < deadline) {
        status = statusOf("x".repeat(18), voter);
      }
      assertThat(status).isEqualTo(422);
    } finally {
      settings.change(Map.of(CHARACTERS, JSON.nullNode()), "ada");
    }
  }

  static boolean onPostgres() {
    return TestDatabase.onPostgres();
  }

  private static void change(String key, int value) {
    settings.change(Map.of(key, JSON.getNodeFactory().numberNode(value)), "ada");
  }

  private static EditableSetting setting(String key) {
    return settings.editable().stream()
        .filter(one -> one.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static int statusOf(String prompt, Voter voter) {
    HttpResponse<String> response = voter.post("/battles", Map.of("prompt", prompt));
    return response.statusCode();
  }
}
