package org.tiltyard.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.settings.Settings;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What those who run an arena see of it, and what nobody else does. */
class OperationIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PASSWORD = "correct horse battery";
  private static final String KEY = "zk-Operation/Ibex+4711.Okapi";
  private static final String PROMPT = "Whose secret is the quagga at the ford?";
  private static final String ADDRESS = "203.0.113.77";
  private static final Duration SOON = Duration.ofSeconds(20);

  private static ScriptedModelServer server;
  private static TestArena arena;
  private static StructuredLog log;
  private static Voter admin;

  @BeforeAll
  static void aVotedBattleAndAFailedAnswer() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Yes"));
    server.model("id-maple", Script.answer("No"));
    server.model("id-alder", Script.status(500, "{\"error\":\"" + PROMPT + " " + KEY + "\"}"));
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), KEY, "birch", "maple", "alder"),
            "--tiltyard.admin.password=" + PASSWORD,
            "--tiltyard.battle.retry-delay=1ms",
            "--tiltyard.proxies[0]=127.0.0.1",
            "--tiltyard.limits.enabled=true",
            "--tiltyard.limits.participant.votes-per-minute=1",
            "--management.server.port=0",
            "--logging.level.org.tiltyard=debug");
    log = new StructuredLog("ecs", arena.part(Environment.class));
    admin = arena.newVoter();
    admin.postForm("/login", Map.of("username", "admin", "password", PASSWORD));
    Voter voter = arena.newVoter();
    vote(voter, named(voter, "birch", "maple"));
    vote(voter, named(voter, "birch", "maple"));
    named(voter, "birch", "alder");
  }

  private static String named(Voter voter, String a, String b) {
    HttpResponse<String> begun =
        voter.send(
            voter
                .request("/battles")
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", ADDRESS)
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(
                            Map.of(
                                "prompt",
                                PROMPT,
                                "mode",
                                "side-by-side",
                                "models",
                                java.util.List.of(a, b))))));
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
    String battle = Voter.json(begun).get("id").asString();
    voter.events(battle);
    return battle;
  }

  private static void vote(Voter voter, String battle) {
    voter.vote(battle, "tie");
  }

  @AfterAll
  static void close() throws IOException {
    log.close();
    arena.close();
    server.close();
  }

  private static Metrics metrics() {
    HttpResponse<String> page = admin.get("/admin/metrics", "text/plain");
    assertThat(page.statusCode()).isEqualTo(200);
    return new Metrics(page.body());
  }

  @Test
  void metricsTellOfAnswersVotesErrorsCallsBucketsAndThePool() {
    within(SOON, "all calls are over", () -> metrics().sum("tiltyard_provider_calls") == 0);
    Metrics metrics = metrics();

    assertThat(metrics.sum("tiltyard_answers_begun_total")).isEqualTo(6);
    assertThat(metrics.sum("tiltyard_answers_open")).isZero();
    assertThat(metrics.sum("tiltyard_viewers")).isZero();
    assertThat(metrics.sum("tiltyard_answers_ended_total", "state=\"complete\"")).isEqualTo(5);
    assertThat(metrics.sum("tiltyard_answers_ended_total", "kind=\"unavailable\"")).isEqualTo(1);
    assertThat(metrics.sum("tiltyard_votes_total", "winner=\"tie\"")).isEqualTo(1);
    assertThat(metrics.sum("tiltyard_first_token_seconds_count", "model=\"birch\"")).isEqualTo(3);
    assertThat(metrics.sum("tiltyard_provider_failures_total", "kind=\"unavailable\""))
        .isEqualTo(2);
    assertThat(
            metrics.sum("tiltyard_limits_refused_total", "limit=\"participant-votes-per-minute\""))
        .isEqualTo(1);
    assertThat(metrics.sum("hikaricp_connections_max")).isEqualTo(16);
  }

  /** Nothing is left out: what counts only once it happens has happened by now. */
  @Test
  void dashboardAndAlertsAskForMetricsThatThereAre() {
    Set<String> there = metrics().names();
    there.add("up"); // What Prometheus itself adds.

    assertThat(DeploymentFiles.queries())
        .hasSize(23)
        .allSatisfy(query -> {
          assertThat(DeploymentFiles.metrics(query)).as(query).isNotEmpty().isSubsetOf(there);
        });
  }

  @Test
  void aBundleForWhoHelpsTellsAllButSecretsAndTexts() throws IOException, InterruptedException {
    LoggerFactory.getLogger("org.tiltyard.operation.Story")
        .error("Something with {} failed", PROMPT, new IllegalStateException(KEY));

    HttpResponse<byte[]> response;
    try (HttpClient client = HttpClient.newHttpClient()) {
      response =
          client.send(
              admin
                  .request("/admin/diagnostics/bundle.zip")
                  .header("Authorization", Voter.basic("admin", PASSWORD))
                  .build(),
              BodyHandlers.ofByteArray());
    }
    Map<String, String> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(response.body()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }

    assertThat(files)
        .containsOnlyKeys("diagnostics.json", "metrics.txt", "problems.json", "threads.txt");
    assertThat(JSON.readTree(files.get("diagnostics.json")).at("/sections/1/facts/0/value"))
        .asString()
        .containsAnyOf("H2", "PostgreSQL");
    assertThat(files.get("diagnostics.json"))
        .contains("tiltyard.limits.participant.votes-per-minute");
    assertThat(files.get("problems.json"))
        .contains("Something with {} failed", "java.lang.IllegalStateException", "OperationIT");
    assertThat(files.get("metrics.txt")).contains("tiltyard_votes_total");
    assertThat(files.values())
        .allSatisfy(text -> assertThat(text).doesNotContain(PROMPT, KEY, PASSWORD, ADDRESS));
    String page = admin.get("/admin/diagnostics", "text/html").body();
    assertThat(page)
        .contains("Something with {} failed", "tiltyard.limits.enabled")
        .doesNotContain(PROMPT, KEY, PASSWORD, ADDRESS);
  }

  @Test
  void metricsAreForAdminsOnTheArenasPort() {
    Voter visitor = arena.newVoter();

    assertThat(visitor.get("/admin/metrics", "text/plain").statusCode()).isEqualTo(401);
    assertThat(visitor.get("/actuator/prometheus", "text/plain").statusCode()).isEqualTo(404);
    assertThat(visitor.get("/actuator/health", "application/json").statusCode()).isEqualTo(404);
  }

  @Test
  void aPortOfItsOwnServesMetricsAndHealthAndNothingElse() {
    assertThat(manage("/actuator/prometheus").body()).contains("tiltyard_votes_total");
    assertThat(manage("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(manage("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(manage("/actuator/env").statusCode()).isEqualTo(404);
    assertThat(manage("/actuator/heapdump").statusCode()).isEqualTo(404);
    assertThat(manage("/").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> manage(String path) {
    int port =
        arena.part(Environment.class).getRequiredProperty("local.management.port", Integer.class);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void loadBalancersGetOneWord() {
    Voter balancer = arena.newVoter();

    HttpResponse<String> alive = balancer.get("/healthz", "*/*");
    assertThat(alive.statusCode()).isEqualTo(200);
    assertThat(alive.body()).isEqualTo("ok\n");
    assertThat(alive.headers().allValues("Set-Cookie")).isEmpty();

    HttpResponse<String> ready = balancer.get("/readyz", "*/*");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).isEqualTo("ready\n");
  }

  @Test
  void aNodeIsNotReadyWithTooFewModelsThatAreWell() {
    Settings settings = arena.part(Settings.class);
    within(SOON, "its models are known", () -> admin.get("/readyz", "*/*").statusCode() == 200);
    settings.change(Map.of("tiltyard.operation.ready-models", json("4")), "test");
    try {
      HttpResponse<String> ready = arena.newVoter().get("/readyz", "*/*");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).isEqualTo("not ready\n");
      assertThat(arena.newVoter().get("/healthz", "*/*").statusCode()).isEqualTo(200);
    } finally {
      settings.change(Map.of("tiltyard.operation.ready-models", json("null")), "test");
    }
    assertThat(arena.newVoter().get("/readyz", "*/*").statusCode()).isEqualTo(200);
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  @Test
  void structuredLogsAreJsonWithoutPromptsKeysAndAddresses() {
    LoggerFactory.getLogger(OperationIT.class).warn("a line to be read");

    assertThat(log.lines())
        .anySatisfy(line ->
            assertThat(JSON.readTree(line).get("message").asString())
                .isEqualTo("a line to be read"));
    assertThat(log.lines())
        .allSatisfy(line -> {
          assertThat(JSON.readTree(line).get("@timestamp").isString()).isTrue();
          assertThat(line).doesNotContain(PROMPT, "quagga", KEY, ADDRESS, PASSWORD);
        });
  }
}
