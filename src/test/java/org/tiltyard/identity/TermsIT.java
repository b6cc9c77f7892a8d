package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** Terms: none, written, published, agreed to, changed, taken back. */
class TermsIT {

  private static final String PASSWORD = "correct horse battery";
  private static final String TEXT = "# Rules\n\nBe **kind**. <script>alert(1)</script>";

  private ScriptedModelServer server;
  private TestArena arena;
  private Voter admin;
  private Voter voter;

  @BeforeEach
  void open() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Yes"));
    server.model("id-maple", Script.answer("No"));
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.admin.username=ada",
            "--tiltyard.admin.password=" + PASSWORD);
    admin = arena.newVoter();
    admin.postForm("/login", Map.of("username", "ada", "password", PASSWORD));
    voter = arena.newVoter();
  }

  @AfterEach
  void close() throws IOException {
    arena.close();
    server.close();
  }

  private HttpResponse<String> write(String kind, String language, String text) {
    Map<String, String> form = new HashMap<>();
    form.put("kind", kind);
    form.put("language", language);
    form.put("text", text);
    form.put("action", "save");
    return admin.postForm("/admin/terms/drafts", form);
  }

  private HttpResponse<String> publish(String version) {
    return admin.postForm("/admin/terms/versions", Map.of("version", version));
  }

  private void inForce(String version, String text) {
    assertThat(write("terms", "en", text).statusCode()).isEqualTo(303);
    assertThat(publish(version).statusCode()).isEqualTo(303);
  }

  private HttpResponse<String> send(Voter who, String... headers) {
    var request =
        who.request("/battles")
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString("{\"prompt\":\"May I?\"}"));
    return who.send(headers.length == 0 ? request : request.headers(headers));
  }

  @Test
  void thereAreNoneAtFirst() {
    assertThat(send(voter).statusCode()).isEqualTo(201);
    assertThat(voter.get("/terms", "text/html").statusCode()).isEqualTo(404);
    assertThat(voter.get("/privacy", "text/html").statusCode()).isEqualTo(404);
    assertThat(voter.get("/", "text/html").body()).doesNotContain("href=\"/terms\"");
  }

  @Test
  void aProgramSendsTheVersionOnce() {
    inForce("2026-11", TEXT);

    HttpResponse<String> refused = send(voter);
    assertThat(refused.statusCode()).isEqualTo(428);
    assertThat(Voter.json(refused).get("reason").asString()).isEqualTo("terms");
    assertThat(Voter.json(refused).get("terms").asString()).isEqualTo("2026-11");
    assertThat(send(voter, "Tiltyard-Terms", "2025-01").statusCode()).isEqualTo(428);
    assertThat(count("participant")).as("nothing is stored of who has not agreed").isZero();

    assertThat(send(voter, "Tiltyard-Terms", "2026-11").statusCode()).isEqualTo(201);
    assertThat(send(voter).statusCode()).as("once is enough").isEqualTo(201);
    assertThat(send(arena.newVoter()).statusCode()).as("for one person").isEqualTo(428);
    assertThat(count("terms_agreement")).isEqualTo(1);
    assertThat(
            arena
                .database()
                .sql("select terms_version from turn")
                .query((row, number) -> row.getString(1))
                .list())
        .isEqualTo(List.of("2026-11", "2026-11"));
  }

  @Test
  void aNewVersionIsAskedForAgain() {
    inForce("2026-11", TEXT);
    HttpResponse<String> started = send(voter, "Tiltyard-Terms", "2026-11");
    String battle = Voter.json(started).get("id").asString();
    voter.events(battle);
    inForce("2026-12", TEXT + " And patient.");

    HttpResponse<String> refused = voter.ask(battle, "Still?");

    assertThat(refused.statusCode()).isEqualTo(428);
    assertThat(Voter.json(refused).get("terms").asString()).isEqualTo("2026-12");
    assertThat(voter.post("/battles/" + battle + "/retry").statusCode()).isEqualTo(428);
    assertThat(voter.vote(battle, "tie").statusCode()).as("a vote needs none").isEqualTo(200);
    assertThat(send(voter, "Tiltyard-Terms", "2026-12").statusCode()).isEqualTo(201);
    assertThat(count("terms_agreement")).isEqualTo(2);
  }

  @Test
  void aFormAgreesAndSendsWhatWasTyped() {
    inForce("2026-11", TEXT);

    HttpResponse<String> asked = voter.postForm("/battles", Map.of("prompt", "My own words"));

    assertThat(asked.statusCode()).isEqualTo(428);
    assertThat(asked.body())
        .contains("My own words</textarea>")
        .contains("action=\"/battles?terms=2026-11\"")
        .contains("href=\"/terms\"")
        .contains("I agree, send");
    HttpResponse<String> agreed =
        voter.postForm("/battles?terms=2026-11", Map.of("prompt", "My own words"));
    assertThat(agreed.statusCode()).isEqualTo(303);
    assertThat(voter.postForm("/battles", Map.of("prompt", "More")).statusCode()).isEqualTo(303);
  }

  @Test
  void thePageOfTheTermsAgreesToo() {
    inForce("2026-11", TEXT);
    String page = voter.get("/terms", "text/html").body();
    assertThat(page).contains("I agree").contains("/terms/agreement?terms=2026-11");

    assertThat(voter.postForm("/terms/agreement?terms=2026-11", Map.of()).statusCode())
        .isEqualTo(303);

    assertThat(voter.get("/terms", "text/html").body()).doesNotContain("/terms/agreement");
    assertThat(send(voter).statusCode()).isEqualTo(201);
  }

  @Test
  void readersGetTheirLanguageAndNothingThatRuns() {
    write("terms", "de", "# Regeln\n\nSei nett.");
    write("privacy", "en", "We keep **little**.");
    inForce("2026-11", TEXT);

    String english = voter.get("/terms", "text/html").body();
    assertThat(english).contains("<h2>Rules</h2>").contains("<strong>kind</strong>");
    assertThat(english).doesNotContain("<script>alert");
    assertThat(inGerman("/terms")).contains("Sei nett.").contains("lang=\"de\"");
    assertThat(inGerman("/privacy")).contains("<strong>little</strong>");
    String home = voter.get("/", "text/html").body();
    assertThat(home).contains("href=\"/terms\"").contains("href=\"/privacy\"");
  }

  private String inGerman(String path) {
    return voter
        .send(
            voter
                .request(path)
                .header("Accept", "text/html")
                .header("Accept-Language", "de-AT,de;q=0.9")
                .GET())
        .body();
  }

  @Test
  void takenBackTermsAskForNothing() {
    inForce("2026-11", TEXT);
    write("terms", "en", "");
    assertThat(publish("2026-12").statusCode()).isEqualTo(303);

    assertThat(send(voter).statusCode()).isEqualTo(201);
    assertThat(voter.get("/terms", "text/html").statusCode()).isEqualTo(404);
    assertThat(admin.get("/admin/terms/versions/1", "text/html").body()).contains("Be <strong>");
  }

  @Test
  void whatCannotBePublishedSaysWhy() {
    assertThat(publish("2026-11").body()).contains("The drafts are the same");
    assertThat(write("terms", "no language!", TEXT).body())
        .contains("is no language tag")
        .contains("# Rules");
    assertThat(write("terms", "en", "x".repeat(100_001)).statusCode()).isEqualTo(422);
    inForce("2026-11", TEXT);
    write("terms", "en", "Another");
    HttpResponse<String> taken = publish("2026-11");
    assertThat(taken.statusCode()).isEqualTo(422);
    assertThat(taken.body()).contains("There is a version 2026-11 already");
    assertThat(publish("no name").statusCode()).isEqualTo(422);
  }

  @Test
  void aPreviewShowsAndStoresNothing() {
    HttpResponse<String> preview =
        admin.postForm(
            "/admin/terms/drafts",
            Map.of("kind", "terms", "language", "en", "text", TEXT, "action", "preview"));

    assertThat(preview.statusCode()).isEqualTo(200);
    assertThat(preview.body()).contains("<strong>kind</strong>").doesNotContain("<script>alert");
    assertThat(count("terms_draft")).isZero();
  }

  @Test
  void everyStepIsInTheAuditLog() {
    inForce("2026-11", TEXT);

    assertThat(
            arena
                .database()
                .sql("select action from audit_entry where action like 'terms%' order by at")
                .query((row, number) -> row.getString(1))
                .list())
        .isEqualTo(List.of("terms.draft-saved", "terms.published"));
  }

  @Test
  void onlyAdminsWrite() {
    assertThat(voter.get("/admin/terms", "application/json").statusCode()).isEqualTo(401);
    assertThat(voter.postForm("/admin/terms/versions", Map.of("version", "2026-11")).statusCode())
        .isEqualTo(401);
  }

  private long count(String table) {
    return arena.database().sql("select count(*) from " + table).query(Long.class).single();
  }
}
