package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.GatewayFixture.Answer;
import org.tiltyard.shared.Identifier;
import org.tiltyard.testing.Eventually;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** What admins do with endpoints, over HTTP, and what comes of it at the model's server. */
class EndpointsIT {

  private static final String PASSWORD = "correct horse battery";
  private static final String KEY = "tk-typed/in+0123456789";

  private static ScriptedModelServer server;
  private static TestArena arena;
  private static Voter admin;

  private String name = "";

  @BeforeAll
  static void start() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Yes"));
    server.model("id-maple", Script.answer("No"));
    server.model("good", Script.answer("one", " two"));
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "configured-key", "birch", "maple"),
            "--tiltyard.admin.password=" + PASSWORD);
    admin = arena.newVoter();
    admin.postForm("/login", Map.of("username", "admin", "password", PASSWORD));
  }

  @AfterAll
  static void stop() throws IOException {
    arena.close();
    server.close();
  }

  @BeforeEach
  void name() {
    name = "endpoint " + Identifier.random();
    server.listing(request -> Script.status(200, "{\"data\":[{\"id\":\"b\"},{\"id\":\"a\"}]}"));
  }

  private String make(Map<String, String> more) {
    Map<String, String> fields = new HashMap<>(more);
    fields.putIfAbsent("name", name);
    fields.putIfAbsent("baseUrl", server.baseUrl() + "/");
    HttpResponse<String> made = admin.postForm("/admin/endpoints", fields);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
    return made.headers().firstValue("Location").orElseThrow().replaceFirst("\\?.*", "");
  }

  private static Endpoint at(String page) {
    EndpointId id = new EndpointId(page.substring(page.lastIndexOf('/') + 1));
    return arena.part(Endpoints.class).findById(id).orElseThrow();
  }

  private static String page(String path) {
    HttpResponse<String> response = admin.get(path, "text/html");
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }

  private static Answer ask(Endpoint endpoint) {
    return GatewayFixture.ask(arena.part(ChatGateway.class), endpoint);
  }

  @Test
  void aKeyGoesToTheServerAndNowhereElse() throws InterruptedException {
    int before = server.received("good").size();
    String path = make(Map.of("key", "  " + KEY + " "));
    admin.postForm(path + "/headers", Map.of("headerName", "X-Team", "headerValue", "secret team"));

    assertThat(ask(at(path)).text()).isEqualTo("one two");

    Received asked = server.awaitReceived("good", before + 1);
    assertThat(asked.header("Authorization")).contains("Bearer " + KEY);
    assertThat(asked.header("X-Team")).contains("secret team");
    assertThat(page(path)).doesNotContain(KEY, "secret team").contains("X-Team", "Replace the key");
    List<String> stored =
        arena
            .database()
            .sql("select sealed from endpoint_secret where endpoint_id = ?")
            .param(at(path).id().value())
            .query((row, number) -> row.getString(1))
            .list();
    assertThat(stored).hasSize(2).allMatch(sealed -> sealed.startsWith("v1."));
    assertThat(String.join("", stored)).doesNotContain(KEY, "secret team");
  }

  @Test
  void aRemovedKeyIsSentNoMore() throws InterruptedException {
    String path = make(Map.of("key", KEY));
    int before = server.received("good").size();

    assertThat(admin.postForm(path + "/key/remove", Map.of()).statusCode()).isEqualTo(303);
    ask(at(path));

    assertThat(server.awaitReceived("good", before + 1).header("Authorization")).isEmpty();
    assertThat(page(path)).contains("No key is set");
  }

  @Test
  void aKeyIsNeverSentToAnotherServer() throws IOException, InterruptedException {
    try (ScriptedModelServer other = ScriptedModelServer.start()) {
      other.model("good", Script.answer("elsewhere"));
      String path = make(Map.of("key", KEY));

      Map<String, String> moved =
          Map.of("name", name, "baseUrl", other.baseUrl(), "version", version(path));
      assertThat(admin.postForm(path, moved).statusCode()).isEqualTo(303);
      ask(at(path));

      assertThat(other.awaitReceived("good", 1).header("Authorization")).isEmpty();
    }
  }

  private static String version(String path) {
    return String.valueOf(at(path).version());
  }

  @Test
  void theTestButtonSaysWhatIsWrong() {
    String path = make(Map.of("key", KEY));
    assertThat(test(path)).contains("serves 2 models");

    server.listing(request -> Script.status(401, "{\"error\":\"no: " + KEY + "\"}"));
    assertThat(test(path)).contains("does not accept the key", "[key]").doesNotContain(KEY);
    server.listing(request -> Script.respond(200, "text/html", "<html>Welcome</html>"));
    assertThat(test(path)).contains("A web page answers");
    server.listing(request -> Script.status(404, "{}"));
    assertThat(test(path)).contains("not at this path");
    server.listing(request -> Script.status(200, "[]"));
    assertThat(test(path)).contains("gives no list of its models");
    server.listing(request -> Script.status(503, "loading"));
    assertThat(test(path)).contains("The server failed");
  }

  private static String test(String path) {
    return admin.postForm(path + "/test", Map.of()).body();
  }

  @Test
  void aWrongFormIsShownAgainWithWhatWasTyped() {
    HttpResponse<String> response =
        admin.postForm(
            "/admin/endpoints",
            Map.of("name", name, "baseUrl", "http://user@somewhere/v1", "concurrency", "3"));

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body())
        .contains("holds a user name or password", "value=\"http://user@somewhere/v1\"", name)
        .contains("value=\"3\"");
    assertThat(refused(Map.of("concurrency", "none"))).contains("must be a number above 0");
    assertThat(refused(Map.of("dailySpend", "-1"))).contains("must be a number above 0");
    assertThat(refused(Map.of("name", " "))).contains("1 to 120 characters");
    assertThat(refused(Map.of("key", "k\nHost: x"))).contains("plain letters");
  }

  private String refused(Map<String, String> more) {
    Map<String, String> fields = new HashMap<>(more);
    fields.putIfAbsent("name", name);
    fields.putIfAbsent("baseUrl", server.baseUrl());
    HttpResponse<String> response = admin.postForm("/admin/endpoints", fields);
    assertThat(response.statusCode()).isEqualTo(422);
    return response.body();
  }

  @Test
  void ofTwoAdminsTheSecondSeesWhatTheFirstDid() {
    String path = make(Map.of());
    Map<String, String> first =
        Map.of("name", name, "baseUrl", server.baseUrl(), "concurrency", "5", "version", "0");
    assertThat(admin.postForm(path, first).statusCode()).isEqualTo(303);

    HttpResponse<String> second =
        admin.postForm(path, Map.of("name", name, "baseUrl", server.baseUrl(), "version", "0"));

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("Somebody else has changed it", "value=\"5\"");
  }

  @Test
  void theConfigurationsEndpointIsLocked() {
    Endpoint configured = arena.part(Endpoints.class).findByName(server.baseUrl()).orElseThrow();
    String path = "/admin/endpoints/" + configured.id().value();

    assertThat(page(path))
        .contains("set in the configuration", "birch, maple")
        .doesNotContain("configured-key", "name=\"baseUrl\"", "type=\"password\"");
    for (String action : List.of("/key", "/key/remove", "/headers", "/delete", "")) {
      Map<String, String> fields =
          Map.of(
              "key",
              "other",
              "headerName",
              "X-A",
              "headerValue",
              "b",
              "name",
              "x",
              "baseUrl",
              server.baseUrl(),
              "version",
              "0");
      assertThat(admin.postForm(path + action, fields).statusCode()).as(action).isEqualTo(409);
    }
  }

  @Test
  void anEndpointIsDeletedOnlyWhenNoModelRefersToIt() {
    String path = make(Map.of("key", KEY));
    Endpoint endpoint = at(path);
    arena
        .database()
        .sql("update language_model set endpoint_id = ? where name = 'birch'")
        .param(endpoint.id().value())
        .update();

    HttpResponse<String> refused = admin.postForm(path + "/delete", Map.of());
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("Models refer to it: birch");

    Endpoint configured = arena.part(Endpoints.class).findByName(server.baseUrl()).orElseThrow();
    arena
        .database()
        .sql("update language_model set endpoint_id = ? where name = 'birch'")
        .param(configured.id().value())
        .update();
    assertThat(admin.postForm(path + "/delete", Map.of()).statusCode()).isEqualTo(303);
    assertThat(arena.part(Endpoints.class).findById(endpoint.id())).isEmpty();
  }

  @Test
  void everyChangeIsInTheAuditLogWithoutSecrets() {
    String path = make(Map.of("key", KEY));
    String id = at(path).id().value();
    admin.postForm(path + "/key", Map.of("key", KEY + "2"));
    admin.postForm(
        path,
        Map.of("name", name, "baseUrl", server.baseUrl(), "concurrency", "7", "version", "0"));
    admin.postForm(path + "/delete", Map.of());

    List<String> entries =
        arena
            .database()
            .sql("select action, detail from audit_entry where subject_id = ? order by at")
            .param(id)
            .query((row, number) -> row.getString(1) + " " + row.getString(2))
            .list();
    assertThat(entries)
        .extracting(entry -> entry.split(" ")[0])
        .containsExactly(
            "endpoint.created", "endpoint.key-set", "endpoint.changed", "endpoint.deleted");
    assertThat(entries.get(2)).contains("concurrency", "7");
    assertThat(String.join("", entries)).doesNotContain(KEY);
  }

  @Test
  void answersAtOnceAreLimited() throws Exception {
    Gate gate = new Gate();
    server.model("held", Script.stream().text("a").pause(gate).finish("stop").done());
    Endpoint endpoint = at(make(Map.of("concurrency", "1")));
    ChatRequest request =
        new ChatRequest("held", List.of(ChatMessage.user("x")), Sampling.PROVIDER_DEFAULTS);
    try (ChatStream first = arena.part(ChatGateway.class).open(endpoint, request)) {
      first.next();

      Answer second = ask(endpoint);
      assertThat(second.kind()).isEqualTo(FailureKind.RATE_LIMITED);
      assertThat(second.failure())
          .isInstanceOfSatisfying(
              ChatFailure.class, failure -> assertThat(failure.ownLimit()).isTrue());
      assertThat(second.detail()).contains("1 answers at once");
      Probe.Result whetherItIsThere = arena.part(Probe.class).ask(endpoint, "good");
      assertThat(whetherItIsThere.failure()).isNull();
    }
    gate.release();

    assertThat(ask(endpoint).text()).isEqualTo("one two");
  }

  @Test
  void requestsAMinuteAreCountedForAllProcesses() {
    Endpoint endpoint = at(make(Map.of("requestsPerMinute", "2")));
    // A minute that is long enough for the test: as if two had come within it, on another process.
    long minute = Instant.now().getEpochSecond() / 60;
    for (long each = minute; each < minute + 3; each++) {
      arena
          .database()
          .sql(
              "insert into endpoint_minute (endpoint_id, epoch_minute, requests, tokens) values (?, ?, 2, 0)")
          .params(endpoint.id().value(), each)
          .update();
    }

    Answer third = ask(endpoint);

    assertThat(third.kind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(third.detail()).contains("2 requests a minute");
  }

  @Test
  void spendingIsCountedAndStopsAtTheCap() {
    Endpoint endpoint = at(make(Map.of("dailySpend", "0.01")));
    arena
        .database()
        .sql("update language_model set price_in = 1000, price_out = 0 where name = 'birch'")
        .update();
    arena
        .database()
        .sql(
            "update language_model set endpoint_id = ?, provider_model = 'good'"
                + " where name = 'birch'")
        .param(endpoint.id().value())
        .update();
    try {
      // Ten tokens at 1,000 dollars a million: one cent.
      assertThat(ask(endpoint).text()).isEqualTo("one two");
      awaitSpent(endpoint, 0.01);

      Answer next = ask(endpoint);

      assertThat(next.kind()).isEqualTo(FailureKind.RATE_LIMITED);
      assertThat(next.detail()).contains("0.01 US dollars a day");
      assertThat(page("/admin/endpoints/" + endpoint.id().value())).contains("0.01 US dollars");
    } finally {
      Endpoint configured = arena.part(Endpoints.class).findByName(server.baseUrl()).orElseThrow();
      arena
          .database()
          .sql(
              "update language_model set endpoint_id = ?, provider_model = 'id-birch'"
                  + " where name = 'birch'")
          .param(configured.id().value())
          .update();
    }
  }

  private static void awaitSpent(Endpoint endpoint, double usd) {
    EndpointMeter meter = arena.part(EndpointMeter.class);
    Eventually.within(
        Duration.ofSeconds(10),
        "spending is counted",
        () -> meter.today(endpoint.id()).usd() >= usd);
  }

  @Test
  void timesOfTheEndpointHold() {
    server.model("silent", Script.silent());
    Endpoint endpoint = at(make(Map.of("firstTokenTimeout", "0.2")));
    ChatRequest request =
        new ChatRequest("silent", List.of(ChatMessage.user("x")), Sampling.PROVIDER_DEFAULTS);

    Answer answer = GatewayFixture.read(arena.part(ChatGateway.class).open(endpoint, request));

    assertThat(answer.kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(answer.detail()).contains("PT0.2S");
  }

  @Test
  void aKeyUnderAnotherSecretKeyIsSaidToBeUnreadable() {
    String path = make(Map.of("key", KEY));
    String other = at(make(Map.of("name", name + " 2", "key", KEY))).id().value();
    arena
        .database()
        .sql(
            "update endpoint_secret set sealed ="
                + " (select s.sealed from endpoint_secret s where s.endpoint_id = ?)"
                + " where endpoint_id = ?")
        .params(other, at(path).id().value())
        .update();

    assertThat(ask(at(path)).detail()).contains("A stored secret can't be read");
    assertThat(test(path)).contains("The stored key can’t be read");
    assertThat(page(path)).contains("the arena’s secret key is another one");
    admin.postForm(path + "/delete", Map.of());
  }
}
