package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.settings.Settings;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Battles with models that people choose: two side by side, one direct, and going on with two. */
class ModesIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PASSWORD = "correct horse battery";
  private static final String SIDE_BY_SIDE = "tiltyard.modes.side-by-side";
  private static final String DIRECT = "tiltyard.modes.direct";
  private static final JsonNode OFF = JSON.getNodeFactory().booleanNode(false);
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final List<String> MODELS = List.of("birch", "maple", "oak, old", "yew", "elm");

  private static ScriptedModelServer server;
  private static TestArena arena;

  private Voter voter;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", MODELS.toArray(String[]::new)),
            "--tiltyard.battle.retry-delay=1ms",
            "--tiltyard.battle.turns=3",
            "--tiltyard.admin.password=" + PASSWORD);
    set("state = 'paused'", "yew");
    set("anonymous_only = true", "elm");
  }

  private static void set(String what, String model) {
    arena
        .database()
        .sql("update language_model set " + what + " where name = ?")
        .param(model)
        .update();
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @BeforeEach
  void everybodyAnswers() {
    MODELS.forEach(model -> server.model("id-" + model, Script.answer("I am ", model)));
    voter = arena.newVoter();
  }

  @Nested
  class SideBySide {

    @Test
    void showsBothNamesFromTheFirstMoment() {
      String battle = start("side-by-side", "Who are you?", "maple", "birch");

      JsonNode shown = voter.show(battle);
      assertThat(shown.get("mode").asString()).isEqualTo("side-by-side");
      assertThat(shown.get("model_a").asString()).isEqualTo("maple");
      assertThat(shown.get("model_b").asString()).isEqualTo("birch");
      assertThat(shown.has("vote")).isFalse();

      List<Voter.Event> events = voter.events(battle);
      assertThat(Voter.text(events, "a")).isEqualTo("I am maple");
      assertThat(Voter.text(events, "b")).isEqualTo("I am birch");
      assertThat(events.getLast().data().get("vote").asBoolean()).isTrue();
      assertThat(page("/battles/" + battle)).contains("maple", "Maker of birch");
    }

    @Test
    void takesAVoteThatIsNotAnonymous() {
      String battle = start("side-by-side", "Vote by name", "maple", "birch");
      voter.events(battle);
      voter.ask(battle, "And again");
      voter.events(battle);

      HttpResponse<String> vote = voter.vote(battle, "model_b");

      assertThat(Voter.json(vote).get("model_b").asString()).isEqualTo("birch");
      JsonNode row = row(battle);
      assertThat(row.get("anony").asBoolean()).isFalse();
      assertThat(row.get("model_a").asString()).isEqualTo("maple");
      assertThat(row.get("winner").asString()).isEqualTo("model_b");
      assertThat(row.get("turn").asInt()).isEqualTo(2);
      assertThat(draws(battle)).isZero();
    }

    @Test
    void startsByAFormToo() {
      HttpResponse<String> response =
          form("/battles", "prompt=Hi&mode=side-by-side&models=oak%2C+old&models=birch");

      assertThat(response.statusCode()).isEqualTo(303);
      String battle = response.headers().firstValue("Location").orElseThrow().substring(9);
      assertThat(voter.show(battle).get("model_a").asString()).isEqualTo("oak, old");
      voter.events(battle);
      assertThat(page("/history")).contains("Side by side", "oak, old");
    }

    @Test
    void neverReplacesAModelThatFails() {
      server.model("id-maple", Script.status(500, "{}"));
      String battle = start("side-by-side", "Broken", "maple", "birch");
      List<Voter.Event> events = voter.events(battle);

      assertThat(events.getLast().data().get("reason").asString()).isEqualTo("empty-seat");
      assertThat(voter.show(battle).at("/turns/0/a/state").asString()).isEqualTo("failed");
      server.model("id-maple", Script.answer("Here again"));
      assertThat(voter.post("/battles/" + battle + "/seats/a/retry").statusCode()).isEqualTo(202);
      assertThat(Voter.text(voter.events(battle), "a")).isEqualTo("Here again");
      assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(200);
    }

    @Test
    void showsReasoningOfOneSideAlone() {
      server.model(
          "id-maple", Script.stream().reasoning("Let me think").text("Done").finish("stop").done());
      String battle = start("side-by-side", "Think", "maple", "birch");

      assertThat(voter.events(battle)).anyMatch(event -> event.name().equals("reasoning"));
    }
  }

  @Nested
  class Direct {

    @Test
    void oneModelAnswersAlone() {
      int before = server.received().size();
      String battle = start("direct", "Just you", "maple");
      List<Voter.Event> events = voter.events(battle);

      assertThat(Voter.text(events, "a")).isEqualTo("I am maple");
      assertThat(events).noneMatch(event -> event.data().toString().contains("\"seat\":\"b\""));
      assertThat(events.getLast().name()).isEqualTo("ready");
      assertThat(events.getLast().data().toString())
          .isEqualTo("{\"vote\":false,\"reason\":\"direct\"}");
      JsonNode shown = voter.show(battle);
      assertThat(shown.get("model_a").asString()).isEqualTo("maple");
      assertThat(shown.has("model_b")).isFalse();
      assertThat(shown.at("/turns/0").has("b")).isFalse();
      assertThat(server.received()).hasSize(before + 1);
    }

    @Test
    void goesOnKnowingWhatWasSaid() {
      String battle = start("direct", "First", "maple");
      voter.events(battle);
      assertThat(voter.ask(battle, "Second").statusCode()).isEqualTo(201);
      voter.events(battle);

      JsonNode asked = server.received("id-maple").getLast().body();
      assertThat(asked.at("/messages/1/content").asString()).isEqualTo("I am maple");
      assertThat(asked.at("/messages/2/content").asString()).isEqualTo("Second");
      assertThat(page("/battles/" + battle)).contains("maple").doesNotContain("vote-bar");
    }

    @Test
    void hasNothingToVoteOn() {
      String battle = start("direct", "No vote", "maple");
      voter.events(battle);

      HttpResponse<String> vote = voter.vote(battle, "model_a");

      assertThat(vote.statusCode()).isEqualTo(409);
      assertThat(Voter.json(vote).get("reason").asString()).isEqualTo("direct");
      assertThat(voter.post("/battles/" + battle + "/seats/b/retry").statusCode()).isEqualTo(409);
      assertThat(voter.post("/battles/" + battle + "/seats/b/stop").statusCode()).isEqualTo(409);
      assertThat(voter.post("/battles/" + battle + "/retry").statusCode()).isEqualTo(202);
      voter.events(battle);
      assertThat(export()).doesNotContain(battle);
    }

    @Test
    void takesFeedbackThatCanBeChangedAndTakenBack() {
      String battle = start("direct", "Thumbs", "maple");
      voter.events(battle);

      assertThat(feedback(battle, 1, "up").body()).isEqualTo("{\"turn\":1,\"feedback\":\"up\"}");
      assertThat(feedbackOf(battle)).isEqualTo("up");
      feedback(battle, 1, "flag");
      assertThat(feedbackOf(battle)).isEqualTo("flag");
      HttpResponse<String> why =
          voter.post(
              "/battles/" + battle + "/turns/1/feedback",
              Map.of("feedback", "down", "reasons", List.of("superficial"), "comment", "Thin"));
      assertThat(why.statusCode()).isEqualTo(200);
      assertThat(
              arena
                  .database()
                  .sql(
                      "select reasons || comment from feedback join answer"
                          + " on answer.id = feedback.answer_id where battle_id = ?")
                  .param(battle)
                  .query(String.class)
                  .single())
          .isEqualTo("[\"superficial\"]Thin");
      feedback(battle, 1, "none");
      assertThat(voter.show(battle).at("/turns/0").has("feedback")).isFalse();
    }

    @Test
    void feedbackBelongsToTheAnswerThatItWasGivenTo() {
      String battle = start("direct", "Anew", "maple");
      voter.events(battle);
      feedback(battle, 1, "down");

      voter.post("/battles/" + battle + "/seats/a/retry");
      voter.events(battle);

      assertThat(voter.show(battle).at("/turns/0").has("feedback")).isFalse();
      feedback(battle, 1, "up");
      assertThat(feedbackOf(battle)).isEqualTo("up");
    }

    @Test
    void takesFeedbackByFormAndShowsIt() {
      String battle = start("direct", "By form", "maple");
      voter.events(battle);

      HttpResponse<String> said =
          form(
              "/battles/" + battle + "/turns/1/feedback",
              "feedback=up&reasons=useful&reasons=complete");

      assertThat(said.statusCode()).isEqualTo(303);
      assertThat(page("/battles/" + battle)).contains("aria-pressed=\"true\"");
    }

    @Test
    void refusesFeedbackThatMakesNoSense() {
      String battle = start("direct", "Nonsense", "maple");
      voter.events(battle);
      String other = start("side-by-side", "Two", "maple", "birch");
      voter.events(other);

      assertThat(feedback(battle, 1, "sideways").statusCode()).isEqualTo(422);
      assertThat(feedback(battle, 2, "up").statusCode()).isEqualTo(409);
      assertThat(feedback(other, 1, "up").statusCode()).isEqualTo(409);
      voter = arena.newVoter();
      assertThat(feedback(battle, 1, "up").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> feedback(String battle, int turn, String verdict) {
      return voter.post(
          "/battles/" + battle + "/turns/" + turn + "/feedback", Map.of("feedback", verdict));
    }

    private String feedbackOf(String battle) {
      return voter.show(battle).at("/turns/0/feedback").asString();
    }
  }

  @Nested
  class GoingOn {

    @Test
    void carriesTheHistoryOnWithNamesShown() {
      String first = anonymousVoted("First question");
      JsonNode before = voter.show(first);
      assertThat(page("/battles/" + first)).contains("/battles/" + first + "/continue");
      assertThat(page("/battles/" + first + "/continue")).contains("First question");

      HttpResponse<String> opened =
          voter.post("/battles/" + first + "/continue", Map.of("prompt", "Second question"));
      assertThat(opened.statusCode()).isEqualTo(201);
      assertThat(Voter.json(opened).get("turn").asInt()).isEqualTo(1);
      String second = Voter.json(opened).get("id").asString();
      voter.events(second);

      JsonNode shown = voter.show(second);
      assertThat(shown.get("mode").asString()).isEqualTo("side-by-side");
      assertThat(shown.get("continues").asString()).isEqualTo(first);
      assertThat(shown.get("model_a")).isEqualTo(before.get("model_a"));
      assertThat(shown.get("turns")).hasSize(1);
      JsonNode asked = server.received().getLast().body();
      assertThat(asked.at("/messages")).hasSize(3);
      assertThat(asked.at("/messages/0/content").asString()).isEqualTo("First question");
      assertThat(asked.at("/messages/1/content").asString()).startsWith("I am ");
      assertThat(asked.at("/messages/2/content").asString()).isEqualTo("Second question");
      assertThat(page("/battles/" + second))
          .contains("First question", "Second question", "comes from an earlier battle");
    }

    @Test
    void countsEachPromptOnceInDatasets() {
      String first = anonymousVoted("One");
      String second = goOn(first, "Two");
      voter.vote(second, "tie");
      String third = goOn(second, "Three");
      voter.vote(third, "model_a");

      JsonNode row = row(third);
      assertThat(row.get("anony").asBoolean()).isFalse();
      assertThat(row.get("turn").asInt()).isEqualTo(1);
      List<String> said = new ArrayList<>();
      row.get("conversation_b")
          .forEach(one -> {
            if (one.get("role").asString().equals("user")) {
              said.add(one.get("content").asString());
            }
          });
      assertThat(said).containsExactly("One", "Two", "Three");
      assertThat(row(first).get("conversation_a")).hasSize(2);
      assertThat(
              arena
                  .database()
                  .sql("select count(*) from answer where battle_id in (?, ?, ?)")
                  .params(first, second, third)
                  .query(Long.class)
                  .single())
          .isEqualTo(6);
    }

    @Test
    void endsWhereAConversationIsAsLongAsItMayBe() {
      String first = anonymousVoted("One");
      String second = goOn(first, "Two");
      assertThat(voter.ask(second, "Three").statusCode()).isEqualTo(201);
      voter.events(second);

      assertThat(voter.ask(second, "Four").statusCode()).isEqualTo(409);
      voter.vote(second, "tie");
      assertThat(voter.post("/battles/" + second + "/continue", Map.of("prompt", "No")).body())
          .contains("tooMany");
    }

    @Test
    void waitsForTheVote() {
      String battle = voter.startAndWait("Too early");

      HttpResponse<String> refused =
          voter.post("/battles/" + battle + "/continue", Map.of("prompt", "Now"));

      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(Voter.json(refused).get("reason").asString()).isEqualTo("notVoted");
      assertThat(voter.get("/battles/" + battle + "/continue", "text/html").statusCode())
          .isEqualTo(409);
    }

    @Test
    void leavesModelsOutThatOnlyMeetAnonymously() {
      String battle = anonymousVoted("Hidden ones");
      String name = voter.show(battle).get("model_a").asString();
      set("anonymous_only = true", name);
      try {
        assertThat(page("/battles/" + battle)).doesNotContain("Continue with these two");
        HttpResponse<String> refused =
            voter.post("/battles/" + battle + "/continue", Map.of("prompt", "Now"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Voter.json(refused).get("field").asString()).isEqualTo("models");
      } finally {
        set("anonymous_only = false", name);
      }
    }

    @Test
    void worksByFormAndKeepsWhatWasTyped() {
      String battle = anonymousVoted("By form");

      HttpResponse<String> empty = form("/battles/" + battle + "/continue", "prompt=+");
      assertThat(empty.statusCode()).isEqualTo(422);
      assertThat(empty.body()).contains("By form", "the prompt is empty");
      HttpResponse<String> opened = form("/battles/" + battle + "/continue", "prompt=Go+on");
      assertThat(opened.statusCode()).isEqualTo(303);
      String location = opened.headers().firstValue("Location").orElseThrow();
      assertThat(location).matches("/battles/[0-9a-f]{32}#turn-1");
      voter.events(location.substring(9, 41));
    }

    /** A vote in an anonymous battle of two models that may be chosen by name as well. */
    private String anonymousVoted(String prompt) {
      set("state = 'paused'", "elm");
      try {
        String battle = voter.startAndWait(prompt);
        assertThat(voter.vote(battle, "model_a").statusCode()).isEqualTo(200);
        return battle;
      } finally {
        set("state = 'active'", "elm");
      }
    }

    private String goOn(String battle, String prompt) {
      HttpResponse<String> opened =
          voter.post("/battles/" + battle + "/continue", Map.of("prompt", prompt));
      String next = Voter.json(opened).get("id").asString();
      voter.events(next);
      return next;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "side-by-side, nobody|birch, models",
    "side-by-side, yew|birch, models",
    "side-by-side, birch|elm, models",
    "side-by-side, birch|birch, models",
    "side-by-side, birch, models",
    "side-by-side, birch|maple|birch, models",
    "side-by-side, '', models",
    "direct, elm, models",
    "direct, birch|maple, models",
    "anonymous, birch|maple, models",
    "upside-down, birch|maple, mode"
  })
  void refusesWhatCantBeAndSaysWhich(String mode, String models, String field) {
    List<String> names = models.isEmpty() ? List.of() : List.of(models.split("\\|"));
    HttpResponse<String> refused =
        voter.post("/battles", Map.of("prompt", "Go", "mode", mode, "models", names));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Voter.json(refused).get("field").asString()).isEqualTo(field);
    assertThat(Voter.json(refused).get("detail").asString()).isNotBlank();
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void keepsPromptAndChoiceWhenAFormIsRefused() {
    HttpResponse<String> refused =
        form("/battles", "prompt=Keep+this&mode=side-by-side&models=maple&models=maple");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("Keep this", "Choose two different models");
  }

  @Test
  void listsOnlyThoseWhoMayBeChosenAndRemembersTheChoice() {
    String page = page("/side-by-side");
    assertThat(page).contains("birch", "maple", "oak, old").doesNotContain("yew", "elm");
    assertThat(page("/direct")).contains("birch").doesNotContain("elm");
    assertThat(page("/")).doesNotContain("birch");

    voter.events(start("side-by-side", "Remember", "oak, old", "maple"));

    assertThat(page("/side-by-side").replaceAll("\\s+", " "))
        .containsSubsequence(
            "value=\"oak, old\"", "selected=\"selected\"", "value=\"maple\"", "selected");
  }

  @Test
  void theNextAnonymousPairKnowsNothingOfChosenOnes() {
    String battle = start("direct", "Alone", "maple");
    voter.events(battle);

    String anonymous = voter.startAndWait("After a direct one");

    assertThat(voter.show(anonymous).has("model_a")).isFalse();
  }

  @Test
  void modesCanBeSwitchedOff() {
    String battle = start("direct", "Begun before", "maple");
    voter.events(battle);
    Settings settings = arena.part(Settings.class);
    settings.change(Map.of(SIDE_BY_SIDE, OFF, DIRECT, OFF), "ada");
    try {
      for (String mode : List.of("side-by-side", "direct")) {
        assertThat(voter.get("/" + mode, "text/html").statusCode()).isEqualTo(404);
        HttpResponse<String> refused =
            voter.post("/battles", Map.of("prompt", "Go", "mode", mode, "models", MODELS));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Voter.json(refused).get("field").asString()).isEqualTo("mode");
      }
      assertThat(page("/")).doesNotContain("Side by side", "/direct");
      assertThat(voter.ask(battle, "Go on all the same").statusCode()).isEqualTo(201);
      voter.events(battle);
      String anonymous = voter.startAndWait("No way on");
      voter.vote(anonymous, "tie");
      assertThat(page("/battles/" + anonymous)).doesNotContain("/continue");
      assertThat(
              voter
                  .post("/battles/" + anonymous + "/continue", Map.of("prompt", "On"))
                  .statusCode())
          .isEqualTo(422);
    } finally {
      settings.change(Map.of(SIDE_BY_SIDE, JSON.nullNode(), DIRECT, JSON.nullNode()), "ada");
    }
    assertThat(page("/")).contains("/side-by-side", "/direct");
  }

  private String start(String mode, String prompt, String... models) {
    HttpResponse<String> response =
        voter.post("/battles", Map.of("prompt", prompt, "mode", mode, "models", List.of(models)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return Voter.json(response).get("id").asString();
  }

  private HttpResponse<String> form(String path, String body) {
    return voter.send(
        voter
            .request(path)
            .header("Content-Type", FORM)
            .header("Accept", "text/html")
            .POST(BodyPublishers.ofString(body)));
  }

  private String page(String path) {
    return voter.get(path, "text/html").body();
  }

  private static long draws(String battle) {
    return arena
        .database()
        .sql("select count(*) from pair_draw where battle_id = ?")
        .param(battle)
        .query(Long.class)
        .single();
  }

  private static JsonNode row(String battle) {
    return export()
        .lines()
        .map(JSON::readTree)
        .filter(row -> row.get("question_id").asString().equals(battle))
        .findFirst()
        .orElseThrow();
  }

  private static String export() {
    Voter researcher = arena.newVoter();
    return researcher
        .send(
            researcher
                .request("/research/export")
                .header("Authorization", Voter.basic("admin", PASSWORD))
                .header("Accept", "*/*")
                .GET())
        .body();
  }
}
