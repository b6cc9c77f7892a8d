package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/**
 * Records every byte that leaves the arena before a vote, headers included, and looks for anything
 * that says which model answers.
 */
class AnonymityIT {

  private static final String KEY = "sk-topsecretkey";
  private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");

  private static ScriptedModelServer server;
  private static TestArena arena;

  private Voter voter;
  private final List<String> sent = new ArrayList<>();

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), KEY, "zephyrine-70b", "quokkalm-9b"),
            "--tiltyard.battle.retry-delay=1ms");
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @BeforeEach
  void comeIn() {
    voter = arena.newVoter();
    sent.clear();
  }

  @Test
  void nothingThatIsSentBeforeTheVoteNamesAModel() {
    server.model("id-zephyrine-70b", Script.answer("Good", " morning"));
    server.model("id-quokkalm-9b", Script.answer("Good", " evening"));

    String battle = recordBattle();
    record(voter.post("/battles/" + battle + "/retry"));
    recordEvents(battle);
    record(voter.ask(battle, "And at night?"));
    recordEvents(battle);
    record(voter.get("/battles/" + battle, "text/html"));
    record(voter.get("/battles/" + battle, "application/json"));
    record(voter.get("/history", "text/html"));
    record(voter.post("/battles/" + battle + "/vote", Map.of("winner", "nobody")));

    assertNothingLeaked();
    assertThat(voter.vote(battle, "tie").body()).contains("zephyrine-70b", "quokkalm-9b");
  }

  @Test
  void failuresNameNoModelEither() {
    String leak =
        "{\"error\":{\"message\":\"zephyrine-70b at host-of-zephyrine rejected %s\"}}"
            .formatted(KEY);
    server.model("id-zephyrine-70b", Script.status(401, leak));
    server.model(
        "id-quokkalm-9b",
        Script.stream().text("Broken").event(leak.replace("zephyrine", "quokkalm")));

    String battle = recordBattle();
    record(voter.post("/battles/" + battle + "/vote", Map.of("winner", "tie")));
    record(voter.post("/battles/" + battle + "/seats/a/retry"));
    recordEvents(battle);

    assertNothingLeaked();
    assertThat(sent.toString()).contains("refused");
  }

  @Test
  void theSeatsDifferInNothingButTheirWords() {
    server.model("id-zephyrine-70b", Script.answer("Same words"));
    server.model("id-quokkalm-9b", Script.answer("Same words"));
    Map<String, String> pageByLeftModel = new java.util.TreeMap<>();
    while (pageByLeftModel.size() < 2) {
      String battle = voter.startAndWait("Same prompt");
      String left =
          arena
              .database()
              .sql(
                  "select name from language_model join battle on battle.model_a ="
                      + " language_model.id where battle.id = ?")
              .param(battle)
              .query(String.class)
              .single();
      String page = voter.get("/battles/" + battle, "text/html").body();
      pageByLeftModel.put(left, page.replace(battle, "BATTLE"));
    }

    assertThat(new TreeSet<>(pageByLeftModel.values())).hasSize(1);
  }

  private String recordBattle() {
    record(voter.get("/", "text/html"));
    HttpResponse<String> started = voter.post("/battles", Map.of("prompt", "Good day"));
    record(started);
    String battle = Voter.json(started).get("id").asString();
    recordEvents(battle);
    HttpResponse<String> page = voter.get("/battles/" + battle, "text/html");
    record(page);
    record(voter.get("/battles/" + battle, "application/json"));
    Matcher assets = ASSET.matcher(page.body());
    while (assets.find()) {
      record(voter.get(assets.group(1), "*/*"));
    }
    return battle;
  }

  private void recordEvents(String battle) {
    record(voter.send(voter.request("/battles/" + battle + "/events").GET()));
  }

  private void record(HttpResponse<String> response) {
    sent.add(response.uri() + " " + response.headers().map() + "\n" + response.body());
  }

  private void assertNothingLeaked() {
    List<String> secrets = new ArrayList<>();
    secrets.addAll(List.of("zephyrine", "quokkalm", "maker of", "topsecret", "chatcmpl", "demo-"));
    secrets.add(server.baseUrl().replaceAll("https?://", ""));
    secrets.addAll(
        arena.database().sql("select id from language_model").query(String.class).list());
    secrets.addAll(arena.database().sql("select id from endpoint").query(String.class).list());
    for (String message : sent) {
      assertThat(message.toLowerCase(Locale.ROOT)).doesNotContain(secrets);
    }
  }
}
