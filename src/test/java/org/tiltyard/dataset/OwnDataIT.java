package org.tiltyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.shared.Identifier;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/** People see, take away and withdraw what is stored about them, and only that. */
class OwnDataIT {

  private static final String PASSWORD = "correct horse battery";

  private static ScriptedModelServer server;
  private static TestArena arena;

  private Voter voter;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.admin.password=" + PASSWORD);
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @BeforeEach
  void somebodyNew() {
    server.model(
        "id-birch", Script.stream().reasoning("I weigh it.").text("Yes").finish("stop").done());
    server.model("id-maple", Script.answer("No"));
    voter = arena.newVoter();
  }

  private static JsonNode download(Voter voter) {
    HttpResponse<String> file = voter.get("/my-data/download", "*/*");
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .contains("my-data.json");
    assertThat(file.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    return Voter.json(file);
  }

  @Test
  void theDownloadSaysWhatWasAgreedTo() {
    Voter admin = arena.newVoter();
    admin.postForm("/login", Map.of("username", "admin", "password", PASSWORD));
    admin.postForm(
        "/admin/terms/drafts",
        Map.of("kind", "terms", "language", "en", "text", "Be kind.", "action", "save"));
    admin.postForm("/admin/terms/versions", Map.of("version", "2026-spring"));
    assertThat(voter.post("/battles", Map.of("prompt", "Not yet")).statusCode()).isEqualTo(428);
    HttpResponse<String> agreed =
        voter.send(
            voter
                .request("/battles")
                .header("Tiltyard-Terms", "2026-spring")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString("{\"prompt\":\"Agreed\"}")));
    assertThat(agreed.statusCode()).isEqualTo(201);

    JsonNode agreements = download(voter).get("agreements");

    assertThat(agreements).hasSize(1);
    assertThat(agreements.get(0).get("terms_version").asString()).isEqualTo("2026-spring");
    assertThat(Instant.parse(agreements.get(0).get("agreed_at").asString()))
        .isBeforeOrEqualTo(Instant.now());
    // Back to none, for the other tests.
    admin.postForm(
        "/admin/terms/drafts",
        Map.of("kind", "terms", "language", "en", "text", "", "action", "save"));
    admin.postForm("/admin/terms/versions", Map.of("version", "none"));
  }

  private static String exported() {
    Voter researcher = arena.newVoter();
    return researcher
        .send(
            researcher
                .request("/research/export?schema=arena-33k&format=jsonl")
                .header("Authorization", Voter.basic("admin", PASSWORD))
                .GET())
        .body();
  }

  private static HttpResponse<String> withdraw(Voter voter, String way) {
    return voter.postForm("/my-data/withdraw", Map.of("way", way));
  }

  @Test
  void theDownloadHasEverythingAndNamesOnlyAfterTheReveal() {
    String voted = voter.startAndWait("May I?");
    voter.ask(voted, "Really?");
    voter.events(voted);
    voter.post(
        "/battles/" + voted + "/vote",
        Map.of(
            "winner",
            "model_a",
            "reasons",
            Map.of("a", List.of("useful"), "b", List.of()),
            "comment",
            "Kinder"));
    String open = voter.startAndWait("And now?");
    Voter other = arena.newVoter();
    other.startAndWait("Not yours");

    JsonNode file = download(voter);

    assertThat(file.get("judge").asString()).startsWith("arena_user_");
    assertThat(file.get("battles")).hasSize(2);
    JsonNode first = file.get("battles").get(0);
    assertThat(first.get("id").asString()).isEqualTo(voted);
    assertThat(List.of(first.get("model_a").asString(), first.get("model_b").asString()))
        .containsExactlyInAnyOrder("birch", "maple");
    assertThat(first.get("vote").get("comment").asString()).isEqualTo("Kinder");
    assertThat(first.get("vote").get("reasons").get("a").get(0).asString()).isEqualTo("useful");
    assertThat(first.get("turns")).hasSize(2);
    assertThat(first.get("turns").get(1).get("prompt").asString()).isEqualTo("Really?");
    assertThat(first.toString()).contains("I weigh it.");
    JsonNode second = file.get("battles").get(1);
    assertThat(second.get("id").asString()).isEqualTo(open);
    assertThat(second.get("turns").get(0).get("answers")).hasSize(2);
    assertThat(second.toString())
        .contains("And now?", "Yes", "No")
        .doesNotContain("birch", "maple", "Maker", "id-", "I weigh it.");
    assertThat(file.toString()).doesNotContain("Not yours");
  }

  @Test
  void whoNeverTookPartHasNothing() {
    assertThat(download(voter).get("battles")).isEmpty();
    assertThat(voter.get("/my-data", "text/html").body()).contains("Nothing is stored about you");
    assertThat(withdraw(voter, "texts").statusCode()).isEqualTo(303);
  }

  @Test
  void moreBattlesThanOnePageAreAllThereInOrder() {
    String original = voter.startAndWait("The first of many");
    for (int i = 0; i < 120; i++) {
      String copy = Identifier.random();
      for (String statement :
          List.of(
              "insert into battle (id, participant_id, mode, state, model_a, model_b, turns,"
                  + " language, created_at, version) select ?, participant_id, mode, state,"
                  + " model_a, model_b, turns, language, created_at, version from battle"
                  + " where id = ?",
              "insert into turn (battle_id, number, prompt, created_at)"
                  + " select ?, number, prompt, created_at from turn where battle_id = ?")) {
        arena.database().sql(statement).params(copy, original).update();
      }
    }

    JsonNode file = download(voter);

    assertThat(file.get("battles").values().stream().map(one -> one.get("id").asString()))
        .hasSize(121)
        .doesNotHaveDuplicates();
    assertThat(file.get("battles").get(120).get("turns")).hasSize(1);
  }

  @Test
  void whatIsWithdrawnLeavesTheExportAndStaysInTheHistory() {
    Voter stays = arena.newVoter();
    String kept = stays.startAndWait("I stay");
    stays.vote(kept, "tie");
    String mine = voter.startAndWait("I leave");
    voter.vote(mine, "tie");
    assertThat(exported()).contains(mine, kept);

    HttpResponse<String> done = withdraw(voter, "datasets");

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(exported()).contains(kept).doesNotContain(mine).doesNotContain("I leave");
    assertThat(voter.get("/history", "text/html").body()).contains("I leave");
    assertThat(download(voter).get("battles").get(0).get("withdrawn_at").asString()).isNotEmpty();
    String later = voter.startAndWait("I am back");
    voter.vote(later, "tie");
    assertThat(exported()).contains(later).doesNotContain(mine);
  }

  @Test
  void deletedTextsAreNowhereInTheDatabase() {
    String mine = voter.startAndWait("Xylophone");
    voter.post("/battles/" + mine + "/vote", Map.of("winner", "tie", "comment", "Glockenspiel"));

    assertThat(withdraw(voter, "texts").statusCode()).isEqualTo(303);

    for (String words :
        List.of(
            "select prompt from turn where battle_id = ?",
            "select text || reasoning from answer where battle_id = ?",
            "select coalesce(comment, '') from vote where battle_id = ?")) {
      assertThat(arena.database().sql(words).param(mine).query(String.class).list())
          .isNotEmpty()
          .containsOnly("");
    }
    assertThat(exported()).doesNotContain(mine);
    assertThat(voter.get("/history", "text/html").body())
        .contains("Text deleted")
        .doesNotContain("Xylophone");
    assertThat(voter.get("/battles/" + mine, "text/html").statusCode()).isEqualTo(200);
  }

  @Test
  void textsAreNotDeletedUnderARunningAnswer() {
    Gate gate = new Gate();
    server.model("id-birch", Script.stream().text("On").pause(gate).finish("stop").done());
    String battle = voter.start("Write on");

    HttpResponse<String> refused = withdraw(voter, "texts");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("still being written");
    assertThat(voter.show(battle).get("turns").get(0).get("prompt").asString())
        .isEqualTo("Write on");
    gate.release();
    voter.events(battle);
    assertThat(withdraw(voter, "texts").statusCode()).isEqualTo(303);
  }

  @Test
  void aWithdrawalIsChosenAndConcernsNobodyElse() {
    Voter other = arena.newVoter();
    String theirs = other.startAndWait("Theirs");
    other.vote(theirs, "tie");
    voter.startAndWait("Mine");

    assertThat(withdraw(voter, "everything").statusCode()).isEqualTo(422);
    assertThat(voter.postForm("/my-data/withdraw", Map.of()).statusCode()).isEqualTo(422);
    assertThat(download(voter).get("battles").get(0).has("withdrawn_at")).isFalse();
    withdraw(voter, "texts");

    assertThat(exported()).contains(theirs).contains("Theirs");
  }
}
