package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** Who may do what, and who is kept out. */
class SafetyIT {

  private static final String PASSWORD = "correct horse battery";

  private static ScriptedModelServer server;
  private static TestArena arena;

  private Voter voter;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Yes"));
    server.model("id-maple", Script.answer("No"));
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.admin.username=ada",
            "--tiltyard.admin.password=" + PASSWORD);
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @BeforeEach
  void comeIn() {
    voter = arena.newVoter();
  }

  @Test
  void anotherPersonsBattleIsNotThere() {
    String battle = voter.startAndWait("Mine");
    Voter stranger = arena.newVoter();
    stranger.startAndWait("I have a cookie of my own");

    assertThat(stranger.get("/battles/" + battle, "application/json").statusCode()).isEqualTo(404);
    assertThat(stranger.get("/battles/" + battle, "text/html").statusCode()).isEqualTo(404);
    assertThat(stranger.get("/battles/" + battle + "/events", "*/*").statusCode()).isEqualTo(404);
    assertThat(stranger.ask(battle, "Let me in").statusCode()).isEqualTo(404);
    assertThat(stranger.vote(battle, "tie").statusCode()).isEqualTo(404);
    assertThat(stranger.post("/battles/" + battle + "/seats/a/stop").statusCode()).isEqualTo(404);
    assertThat(stranger.post("/battles/" + battle + "/seats/a/retry").statusCode()).isEqualTo(404);
    assertThat(stranger.get("/history", "text/html").body()).doesNotContain("Mine");
    assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s.AAAAAAAAAAAAAAAAAAAAAA", "%s", "%s.", "garbage", ".", "%s.x.y"})
  void aForgedCookieIsNobody(String form) {
    String battle = voter.startAndWait("Whose?");
    String owner =
        arena
            .database()
            .sql("select participant_id from battle where id = ?")
            .param(battle)
            .query(String.class)
            .single();
    Voter forger = arena.newVoter();

    HttpResponse<String> response =
        forger.send(
            forger
                .request("/battles/" + battle)
                .header("Accept", "application/json")
                .header("Cookie", "tiltyard_participant=" + form.formatted(owner))
                .GET());

    assertThat(response.statusCode()).isEqualTo(404);
  }

  @Test
  void theCookieIsOutOfScriptsReachAndStaysOnThisSite() {
    HttpResponse<String> response = voter.post("/battles", Map.of("prompt", "A cookie?"));

    assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HTTPOnly")
        .contains("SameSite=Lax")
        .contains("Path=/");
  }

  @Test
  void changesFromAnotherSiteAreRefused() {
    assertThat(start("Sec-Fetch-Site", "cross-site")).isEqualTo(403);
    assertThat(start("Sec-Fetch-Site", "same-site")).isEqualTo(403);
    assertThat(start("Origin", "https://evil.example")).isEqualTo(403);
    assertThat(start("Origin", "null")).isEqualTo(403);
    assertThat(start("Sec-Fetch-Site", "same-origin")).isEqualTo(201);
    assertThat(start("Origin", arena.url())).isEqualTo(201);
    assertThat(start("X-Nothing", "not a browser")).isEqualTo(201);
  }

  private int start(String header, String value) {
    HttpRequest.Builder request =
        voter
            .request("/battles")
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header(header, value)
            .POST(BodyPublishers.ofString("{\"prompt\":\"From where?\"}"));
    return voter.send(request).statusCode();
  }

  @Test
  void everyPageForbidsInlineScriptAndFrames() {
    for (String path : new String[] {"/", "/history", "/login", "/about", "/nothing"}) {
      HttpResponse<String> page = voter.get(path, "text/html");
      String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
      assertThat(policy)
          .contains("default-src 'none'")
          .contains("script-src 'self'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(page.body()).doesNotContain(" style=").doesNotContain(" onclick=");
    }
  }

  @Test
  void hashedFilesAreKeptForEver() {
    String page = voter.get("/", "text/html").body();
    String script = page.replaceAll("(?s).*src=\"(/assets/main-[^\"]+\\.js)\".*", "$1");

    HttpResponse<String> file = voter.get(script, "*/*");

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Cache-Control").orElse(""))
        .contains("max-age=31536000")
        .contains("immutable");
  }

  /** With some releases of the HTTP server, a kept-alive connection sometimes went silent. */
  @Test
  void aConnectionThatIsKeptAnswersEveryRequest() {
    String page = voter.get("/", "text/html").body();
    Matcher files = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"").matcher(page);
    List<String> paths = files.results().map(found -> found.group(1)).toList();
    assertThat(paths).hasSizeGreaterThan(2);

    for (int round = 0; round < 40; round++) {
      assertThat(voter.get("/no/such/page", "application/json").statusCode()).isEqualTo(404);
      assertThat(voter.get("/no/such/page", "text/html").statusCode()).isEqualTo(404);
      for (String path : paths) {
        assertThat(voter.get(path, "*/*").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void researchNeedsAnAccount() {
    assertThat(voter.get("/research/export", "application/json").statusCode()).isEqualTo(401);
    HttpResponse<String> page = voter.get("/research", "text/html");
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location")).contains("/login?next=%2Fresearch");
    assertThat(basic("ada", "wrong").statusCode()).isEqualTo(401);
    assertThat(basic("nobody", PASSWORD).statusCode()).isEqualTo(401);
    assertThat(basic("ada", PASSWORD).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> basic(String username, String password) {
    return voter.send(
        voter
            .request("/research/export?schema=arena-33k&format=jsonl")
            .header("Authorization", Voter.basic(username, password))
            .GET());
  }

  @Test
  void signsInAndOutByForm() {
    HttpResponse<String> wrong =
        voter.postForm("/login", Map.of("username", "ada", "password", "not this"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("ada").doesNotContain("not this");

    HttpResponse<String> right =
        voter.postForm(
            "/login", Map.of("username", "ada", "password", PASSWORD, "next", "/research"));
    assertThat(right.statusCode()).isEqualTo(303);
    assertThat(right.headers().firstValue("Location")).contains("/research");
    assertThat(voter.get("/research", "text/html").statusCode()).isEqualTo(200);

    assertThat(voter.postForm("/logout", Map.of()).statusCode()).isEqualTo(303);
    assertThat(voter.get("/research", "text/html").statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"})
  void aSignInNeverLeadsElsewhere(String next) {
    HttpResponse<String> response =
        voter.postForm("/login", Map.of("username", "ada", "password", PASSWORD, "next", next));

    assertThat(response.headers().firstValue("Location")).contains("/");
  }

  @Test
  void passwordsAreStoredAsSlowHashes() {
    assertThat(
            arena
                .database()
                .sql("select password_hash from account where username = 'ada'")
                .query(String.class)
                .single())
        .startsWith("{argon2id}$argon2id$")
        .doesNotContain(PASSWORD);
  }
}
