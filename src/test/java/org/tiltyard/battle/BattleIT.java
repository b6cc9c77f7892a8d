package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/** What a person lives through in a battle between two models, of which some misbehave. */
class BattleIT {

  private static TestArena arena;
  private static ScriptedModelServer server;

  private Voter voter;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.battle.retry-delay=1ms",
            "--tiltyard.provider.first-token=2s");
  }

  @BeforeEach
  void everybodyAnswers() {
    server.model("id-birch", Script.answer("Birch", " says", " hello"));
    server.model("id-maple", Script.answer("Maple", " says", " hi"));
    voter = arena.newVoter();
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @AfterEach
  void leavesNothingRunning() {
    assertThat(
            arena
                .database()
                .sql("select count(*) from answer where state = 'streaming'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void goesFromAPromptToTheReveal() {
    String battle = voter.start("Who are you?");
    List<Voter.Event> events = voter.events(battle);

    String left = seatOf(battle, "birch").equals("a") ? "Birch says hello" : "Maple says hi";
    assertThat(Voter.text(events, "a")).isEqualTo(left);
    assertThat(events.getLast().name()).isEqualTo("ready");
    assertThat(events.getLast().data().get("vote").asBoolean()).isTrue();

    JsonNode before = voter.show(battle);
    assertThat(before.at("/turns/0/a/text").asString()).isEqualTo(left);
    assertThat(before.at("/turns/0/a/state").asString()).isEqualTo("complete");
    assertThat(before.has("model_a")).isFalse();

    HttpResponse<String> vote = voter.vote(battle, "model_a");
    assertThat(vote.statusCode()).isEqualTo(200);
    assertThat(Voter.json(vote).get("winner").asString()).isEqualTo("model_a");
    assertThat(List.of(name(vote, "model_a"), name(vote, "model_b")))
        .containsExactlyInAnyOrder("birch", "maple");
    assertThat(left).startsWithIgnoringCase(name(vote, "model_a"));
    assertThat(voter.show(battle).at("/vote/winner").asString()).isEqualTo("model_a");
  }

  @Test
  void takesOneVoteAndStandsByIt() {
    String battle = voter.startAndWait("One vote?");

    String first = voter.vote(battle, "tie").body();

    assertThat(voter.vote(battle, "tie").body()).isEqualTo(first);
    assertThat(voter.vote(battle, "model_b").statusCode()).isEqualTo(409);
    assertThat(voter.ask(battle, "And then?").statusCode()).isEqualTo(409);
    assertThat(voter.post("/battles/" + battle + "/seats/a/retry").statusCode()).isEqualTo(409);
  }

  @Test
  void goesOnWithTheSamePairEachKnowingItsOwnAnswers() {
    String battle = voter.startAndWait("First question");
    assertThat(voter.ask(battle, "Second question").statusCode()).isEqualTo(201);
    voter.events(battle);

    JsonNode asked = server.received("id-birch").getLast().body();
    assertThat(asked.at("/messages/0/content").asString()).isEqualTo("First question");
    assertThat(asked.at("/messages/1/content").asString()).isEqualTo("Birch says hello");
    assertThat(asked.at("/messages/2/content").asString()).isEqualTo("Second question");
    assertThat(asked.at("/temperature").asDouble()).isEqualTo(0.7);
    assertThat(voter.show(battle).at("/turns").size()).isEqualTo(2);
  }

  @Test
  void oneSlowSideNeverHoldsUpTheOther() throws InterruptedException {
    Gate gate = new Gate();
    server.model("id-maple", Script.stream().text("Wait").pause(gate).finish("stop").done());
    String battle = voter.start("Race");

    List<Voter.Event> events = eventsUntilSettled(battle, seatOf(battle, "birch"));

    assertThat(Voter.text(events, seatOf(battle, "birch"))).isEqualTo("Birch says hello");
    assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(409);
    gate.release();
    assertThat(voter.events(battle).getLast().data().get("vote").asBoolean()).isTrue();
  }

  @Test
  void stopKeepsWhatWasWrittenAndClosesTheConnectionUpstream() throws InterruptedException {
    server.model("id-maple", Script.stream().text("Half an ans").hang());
    String battle = voter.start("Stop it");
    eventsUntilSettled(battle, seatOf(battle, "birch"));
    String seat = seatOf(battle, "maple");
    awaitText(battle, seat, "Half an ans");

    assertThat(voter.post("/battles/" + battle + "/seats/" + seat + "/stop").statusCode())
        .isEqualTo(204);
    List<Voter.Event> events = voter.events(battle);

    assertThat(Voter.text(events, seat)).isEqualTo("Half an ans");
    assertThat(voter.show(battle).at("/turns/0/" + seat + "/state").asString())
        .isEqualTo("stopped");
    server.awaitCutShort(1);
    assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(200);
  }

  @Test
  void writesOneSideAnewAndCountsOnlyTheLast() {
    server.model("id-maple", Script.answer("A first try"), Script.answer("A second try"));
    String battle = voter.startAndWait("Again");
    String seat = seatOf(battle, "maple");

    assertThat(voter.post("/battles/" + battle + "/seats/" + seat + "/retry").statusCode())
        .isEqualTo(202);
    List<Voter.Event> events = voter.events(battle);

    assertThat(Voter.text(events, seat)).isEqualTo("A second try");
    assertThat(voter.show(battle).at("/turns/0/" + seat + "/text").asString())
        .isEqualTo("A second try");
    assertThat(
            arena
                .database()
                .sql("select count(*) from answer where battle_id = ?")
                .param(battle)
                .query(Long.class)
                .single())
        .isEqualTo(3);
  }

  @Test
  void writesBothSidesAnew() {
    String battle = voter.startAndWait("Both again");

    assertThat(voter.post("/battles/" + battle + "/retry").statusCode()).isEqualTo(202);
    voter.events(battle);

    assertThat(server.received("id-birch").getLast().body().at("/messages").size()).isEqualTo(1);
    assertThat(voter.vote(battle, "tie (bothbad)").statusCode()).isEqualTo(200);
  }

  @Test
  void storesReasonsAndCommentWithTheVote() {
    String battle = voter.startAndWait("Why?");

    HttpResponse<String> vote =
        voter.post(
            "/battles/" + battle + "/vote",
            Map.of(
                "winner",
                "model_b",
                "reasons",
                Map.of("a", List.of("incorrect"), "b", List.of("useful", "complete")),
                "comment",
                "B knew it"));

    assertThat(vote.statusCode()).isEqualTo(200);
    assertThat(
            arena
                .database()
                .sql("select reasons || comment from vote where battle_id = ?")
                .param(battle)
                .query(String.class)
                .single())
        .isEqualTo("{\"a\":[\"incorrect\"],\"b\":[\"complete\",\"useful\"]}B knew it");
  }

  @Test
  void storesTheDrawWithItsPropensity() {
    String battle = voter.startAndWait("Drawn how?");

    assertThat(
            arena
                .database()
                .sql("select propensity from pair_draw where battle_id = ? and attempt = 0")
                .param(battle)
                .query(Double.class)
                .single())
        .isEqualTo(0.5);
  }

  @Nested
  class WhenAModelFails {

    @Test
    void asksItOnceMoreBeforeTheFirstToken() {
      server.model("id-maple", Script.status(500, "{}"), Script.answer("Better now"));
      int before = server.received("id-maple").size();
      String battle = voter.start("Flaky");
      List<Voter.Event> events = voter.events(battle);

      String seat = seatOf(battle, "maple");
      assertThat(Voter.text(events, seat)).isEqualTo("Better now");
      assertThat(server.received("id-maple")).hasSize(before + 2);
      assertThat(steps(battle, seat)).contains("\"step\":\"retried\"").contains("unavailable");
    }

    @Test
    void keepsTheGoodSideAndOffersToTryTheOtherAgain() {
      server.model("id-maple", Script.status(500, "{\"error\":\"maple.internal is down\"}"));
      String battle = voter.start("Broken");
      List<Voter.Event> events = voter.events(battle);

      String seat = seatOf(battle, "maple");
      assertThat(events.getLast().data().get("vote").asBoolean()).isFalse();
      Voter.Event settled = settled(events, seat);
      assertThat(settled.data().get("outcome").asString()).isEqualTo("failed");
      assertThat(settled.data().get("kind").asString()).isEqualTo("unavailable");
      assertThat(settled.data().get("retry").asBoolean()).isTrue();
      assertThat(events.toString()).doesNotContain("maple.internal");
      assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(409);
      assertThat(voter.ask(battle, "Go on").statusCode()).isEqualTo(409);

      server.model("id-maple", Script.answer("Here I am"));
      int birch = server.received("id-birch").size();
      voter.post("/battles/" + battle + "/seats/" + seat + "/retry");
      assertThat(Voter.text(voter.events(battle), seat)).isEqualTo("Here I am");
      assertThat(server.received("id-birch")).hasSize(birch);
      assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheTextOfOneThatBreaksOff() {
      server.model("id-maple", Script.stream().text("It began so").closeEarly());
      String battle = voter.start("Break off");
      List<Voter.Event> events = voter.events(battle);

      String seat = seatOf(battle, "maple");
      assertThat(Voter.text(events, seat)).isEqualTo("It began so");
      assertThat(settled(events, seat).data().get("outcome").asString()).isEqualTo("failed");
      assertThat(events.getLast().data().get("vote").asBoolean()).isTrue();
    }

    @Test
    void takesAnEmptyAnswerForAFailure() {
      server.model("id-maple", Script.answer("\n\n"), Script.answer("\n\nWith", " words"));
      String battle = voter.start("Say something");
      List<Voter.Event> events = voter.events(battle);

      assertThat(Voter.text(events, seatOf(battle, "maple"))).isEqualTo("With words");
    }

    @Test
    void doesNotWaitForOneThatSaysNothing() {
      server.model("id-maple", Script.stream().hang());
      String battle = voter.start("Anyone?");
      eventsUntilSettled(battle, seatOf(battle, "birch"));
      String seat = seatOf(battle, "maple");
      voter.post("/battles/" + battle + "/seats/" + seat + "/stop");
      List<Voter.Event> events = voter.events(battle);

      assertThat(settled(events, seat).data().get("outcome").asString()).isEqualTo("stopped");
      assertThat(events.getLast().data().get("reason").asString()).isEqualTo("empty-seat");
    }
  }

  @Nested
  class WithReasoning {

    @Test
    void keepsItBackWhenOnlyOneSeatHasSome() {
      server.model(
          "id-maple", Script.stream().reasoning("Let me think").text("Done").finish("stop").done());
      String battle = voter.start("Think");

      assertThat(voter.events(battle)).noneMatch(event -> event.name().equals("reasoning"));
      assertThat(page(battle)).doesNotContain("Let me think");
      voter.vote(battle, "tie");
      assertThat(page(battle)).contains("Let me think");
    }

    @Test
    void showsItWhenBothHaveSome() {
      server.model(
          "id-maple", Script.stream().reasoning("Maple thinks").text("M").finish("stop").done());
      server.model(
          "id-birch", Script.stream().reasoning("Birch thinks").text("B").finish("stop").done());
      String battle = voter.start("Think both");

      assertThat(voter.events(battle))
          .filteredOn(event -> event.name().equals("reasoning"))
          .extracting(event -> event.data().get("text").asString())
          .containsExactlyInAnyOrder("Maple thinks", "Birch thinks");
    }
  }

  private String page(String battle) {
    return voter.get("/battles/" + battle, "text/html").body();
  }

  private static Voter.Event settled(List<Voter.Event> events, String seat) {
    return events.stream()
        .filter(event -> event.name().equals("settled"))
        .filter(event -> event.data().get("seat").asString().equals(seat))
        .findFirst()
        .orElseThrow();
  }

  private static String name(HttpResponse<String> vote, String field) {
    return Voter.json(vote).get(field).asString();
  }

  /** Which seat a model has: only the database knows. */
  private static String seatOf(String battle, String model) {
    return arena
        .database()
        .sql(
            "select case when language_model.id = battle.model_a then 'a' else 'b' end"
                + " from battle, language_model"
                + " where battle.id = ? and language_model.name = ?")
        .params(battle, model)
        .query(String.class)
        .single();
  }

  private static String steps(String battle, String seat) {
    return arena
        .database()
        .sql("select steps from answer where battle_id = ? and seat = ?")
        .params(battle, seat)
        .query(String.class)
        .single();
  }

  /** Follows the stream until the seat has settled, and leaves. */
  private List<Voter.Event> eventsUntilSettled(String battle, String seat) {
    return voter.events(
        battle,
        null,
        events ->
            events.getLast().name().equals("settled")
                && events.getLast().data().get("seat").asString().equals(seat));
  }

  private void awaitText(String battle, String seat, String text) {
    voter.events(battle, null, events -> Voter.text(events, seat).equals(text));
  }
}
