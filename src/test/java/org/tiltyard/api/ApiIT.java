package org.tiltyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.tiltyard.api.Described.Operation;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.shared.Identifier;
import org.tiltyard.testing.Eventually;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/** What programs get from the API is what its description says, and no more than they may see. */
class ApiIT {

  private static final String PASSWORD = "correct horse battery";
  private static final Pattern SECRET = Pattern.compile("tyd_[\\w-]{43}");
  private static final List<String> SCOPES =
      List.of("data:read", "releases:read", "releases:write");

  private static ScriptedModelServer server;
  private static TestArena arena;
  private static Described described;

  /** The admin's session, which makes the tokens. */
  private static Voter admin;

  private static Voter program;
  private static String token;

  /** A battle of each kind: voted twice over, and still open. */
  private static String voted;

  private static String open;

  /** A job that has ended. */
  private static final String JOB = Identifier.random();

  @TempDir private static Path folder;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Birch says yes"));
    server.model("id-maple", Script.answer("Maple says no"));
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.admin.password=" + PASSWORD,
            "--tiltyard.releases.folder=" + folder,
            "--tiltyard.limits.enabled=true",
            "--tiltyard.limits.challenge.enabled=false");
    admin = arena.newVoter();
    admin.postForm("/login", Map.of("username", "admin", "password", PASSWORD));
    program = arena.newVoter();
    token = makeToken(SCOPES);
    described = new Described(program.get("/api/v1/openapi.json", "*/*").body());
    Voter voter = arena.newVoter();
    voted = voter.startAndWait("How old can a tree become?");
    voter.ask(voted, "And the oldest?");
    voter.events(voted);
    voter.post(
        "/battles/" + voted + "/vote",
        Map.of("winner", "tie", "reasons", Map.of("a", List.of("useful")), "comment", "Alike"));
    open = voter.startAndWait("Nobody has voted on this secret");
    arena
        .database()
        .sql(
            "insert into job (id, kind, parameters, state, cancel_asked, done, total, doing,"
                + " attempts, done_before, failure, created_at, ended_at)"
                + " values (?, 'none', '{}', 'failed', false, 3, 10, 'none', 1, 0, 'Full', ?, ?)")
        .params(JOB, at(Instant.now()), at(Instant.now()))
        .update();
    // Languages are found beside the answers.
    Eventually.within(
        Duration.ofSeconds(30),
        "the language is known",
        () -> list("/api/v1/battles/" + voted).get("language").asString().equals("English"));
    build(begin("{\"title\": \"Ready\", \"format\": \"parquet\", \"rules\": []}"));
  }

  /** Begins a release; answers with its name. */
  private static String begin(String body) {
    HttpResponse<String> begun = post("/api/v1/releases", body);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
    return Voter.json(begun).get("name").asString();
  }

  /** Has it built, and waits for it. */
  private static void build(String release) {
    HttpResponse<String> building = post("/api/v1/releases/" + release + "/build", "");
    assertThat(building.statusCode()).as(building.body()).isEqualTo(202);
    String job = Voter.json(building).get("job").asString();
    Eventually.within(
        Duration.ofSeconds(30),
        "the release is built",
        () -> list("/api/v1/jobs/" + job).get("state").asString().equals("done"));
  }

  private static HttpResponse<String> post(String path, String body) {
    return program.send(
        program
            .request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String makeToken(List<String> scopes) {
    StringBuilder form = new StringBuilder("name=program&days=1");
    scopes.forEach(scope -> form.append("&scopes=").append(scope.replace(":", "%3A")));
    HttpResponse<String> page =
        admin.send(
            admin
                .request("/account/tokens")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString())));
    Matcher secret = SECRET.matcher(page.body());
    assertThat(secret.find()).as(page.body()).isTrue();
    return secret.group();
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  private static HttpResponse<String> get(String path) {
    return get(path, token);
  }

  private static HttpResponse<String> get(
      String path, @Nullable String bearer, String... furtherHeaders) {
    HttpRequest.Builder request = program.request(path).header("Accept", "*/*").GET();
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    if (furtherHeaders.length > 0) {
      request.headers(furtherHeaders);
    }
    return program.send(request);
  }

  private static JsonNode list(String path) {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Voter.json(response);
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.get("data")
        .forEach(row -> ids.add(row.get(row.has("id") ? "id" : "battle_id").asString()));
    return ids;
  }

  // --- the description

  @Test
  void everyRouteIsDescribedAndEveryDescribedRouteIsThere() {
    Set<String> routes = new TreeSet<>();
    arena
        .part(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(info ->
            info.getPatternsCondition().getPatterns().stream()
                .filter(pattern -> pattern.getPatternString().startsWith("/api/"))
                .map(pattern -> pattern.getPatternString().replace("{*", "{"))
                .forEach(pattern ->
                    info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> routes.add(method + " " + pattern))));

    assertThat(described.routes()).isEqualTo(routes);
    assertThat(described.tree().get("openapi").asString()).startsWith("3.1");
    assertThat(described.brokenReferences()).isEmpty();
    assertThat(described.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    for (Operation operation : described.operations()) {
      Set<String> variables = new TreeSet<>();
      Pattern.compile("\\{(\\w+)}")
          .matcher(operation.path())
          .results()
          .forEach(found -> variables.add(found.group(1)));
      assertThat(described.parameters(operation, "path"))
          .as(operation.route())
          .isEqualTo(variables);
    }
  }

  /** Each described answer is asked for, and looks as described. */
  @Test
  void everyAnswerIsAsDescribed() {
    String without = makeToken(List.of("audit:read"));
    for (Operation operation : described.operations()) {
      String path = path(operation);
      HttpResponse<String> good = ask(operation, path, token);
      assertAsDescribed(operation, good, good.statusCode());
      assertThat(good.statusCode()).isBetween(200, 299);
      for (String status : operation.statuses()) {
        switch (status) {
          case "200", "201", "202" -> assertThat(status).isEqualTo("" + good.statusCode());
          case "304" ->
              assertAsDescribed(
                  operation,
                  get(path, token, "If-None-Match", good.headers().firstValue("ETag").orElse("")),
                  304);
          case "400" -> assertAsDescribed(operation, ask(operation, path + "?x=y", token), 400);
          case "401" -> assertAsDescribed(operation, ask(operation, path, null), 401);
          case "403" -> assertAsDescribed(operation, ask(operation, path, without), 403);
          case "404" -> {
            String nowhere = operation.path().replace("{id}", Identifier.random());
            assertAsDescribed(operation, ask(operation, filled(nowhere), token), 404);
          }
          case "409" -> {
            String built = operation.path().replace("{id}", "ready");
            assertAsDescribed(operation, ask(operation, built, token), 409);
          }
          // Once more, and the name is taken; or a number that makes no sense.
          case "422" -> {
            String wrong = operation.method().equals("GET") ? path + "?minimum=0" : path;
            assertAsDescribed(operation, ask(operation, wrong, token), 422);
          }
          case "429" -> assertTooMany(operation, path);
          default -> throw new AssertionError("no way to ask for " + status);
        }
      }
      assertThat(operation.statuses().contains("401")).isEqualTo(operation.scope() != null);
    }
  }

  private static HttpResponse<String> ask(
      Operation operation, String path, @Nullable String bearer) {
    HttpRequest.Builder request = program.request(path).header("Accept", "*/*");
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    JsonNode example = operation.node().at("/requestBody/content/application~1json/example");
    if (!example.isMissingNode()) {
      request.header("Content-Type", "application/json");
    }
    return program.send(
        request.method(
            operation.method(),
            example.isMissingNode()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(example.toString())));
  }

  private static String path(Operation operation) {
    String id =
        switch (operation.id()) {
          case "getModel" -> ids(list("/api/v1/models")).getFirst();
          case "getBattle" -> voted;
          case "getJob", "cancelJob" -> JOB;
          case "buildRelease" -> begin("{\"title\": \"Draft " + Identifier.random() + "\"}");
          default -> "ready";
        };
    return filled(operation.path().replace("{id}", id));
  }

  private static String filled(String path) {
    return path.replace("{path}", "README.md");
  }

  private static void assertAsDescribed(
      Operation operation, HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(operation.route() + response.body()).isEqualTo(status);
    JsonNode description = described.response(operation, status);
    if (description.has("content")) {
      String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
      assertThat(described.differences(operation, status, type, response.body()))
          .as("%s %d: %s", operation.route(), status, response.body())
          .isEmpty();
    } else {
      assertThat(response.body()).isEmpty();
    }
  }

  private static void assertTooMany(Operation operation, String path) {
    fillBuckets();
    arena
        .database()
        .sql(
            "insert into token_bucket (id, level, filled_at, full_at)"
                + " select 'account:' || id || ' account-requests-per-minute', -100, ?, ?"
                + " from account where username = 'admin'")
        .params(at(Instant.now()), at(Instant.now().plusSeconds(70)))
        .update();
    HttpResponse<String> refused = ask(operation, path, token);
    fillBuckets();

    assertAsDescribed(operation, refused, 429);
    assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElse("")))
        .isBetween(1, 60);
    assertThat(Voter.json(refused).get("limit").asString())
        .isEqualTo("account-requests-per-minute");
  }

  private static void fillBuckets() {
    arena.database().sql("delete from token_bucket where id like 'account:%'").update();
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  /** Every described filter is known, and every value that is listed is taken. */
  @Test
  void everyDescribedParameterIsTaken() {
    for (Operation operation : described.operations()) {
      for (String parameter : described.parameters(operation, "query")) {
        String value =
            switch (parameter) {
              case "limit" -> "200";
              case "from", "to", "until" ->
                  operation.id().equals("getLeaderboard")
                      ? "2026-01-31"
                      : "2026-01-31T12:00:00%2B02:00";
              case "category" -> "coding";
              case "group" -> "visitors";
              case "source" -> "own";
              case "ties" -> "halved";
              case "flagged" -> "in";
              case "style" -> "on";
              case "minimum" -> "5";
              case "weights" -> "pairs";
              case "intervals" -> "bootstrap";
              case "state" -> operation.path().endsWith("models") ? "active" : "ready";
              case "mode" -> "side-by-side";
              case "voted" -> "false";
              case "winner" -> "tie%20(bothbad)";
              case "schema" -> "arena-33k";
              case "order" -> "oldest";
              case "cursor" -> "";
              default -> "something";
            };
        if (!value.isEmpty() && operation.method().equals("GET")) {
          HttpResponse<String> response = get(path(operation) + "?" + parameter + "=" + value);
          assertThat(response.statusCode()).as(parameter + response.body()).isEqualTo(200);
        }
      }
    }
  }

  // --- what is shown

  @Test
  void showsNoNamesAndNoTextsBeforeTheVote() {
    JsonNode battle = Voter.json(get("/api/v1/battles/" + open));

    assertThat(battle.get("anony").asBoolean()).isTrue();
    assertThat(battle.get("model_a").isNull()).isTrue();
    assertThat(battle.get("model_b").isNull()).isTrue();
    assertThat(battle.get("turns").isNull()).isTrue();
    for (String path : List.of("/api/v1/battles/" + open, "/api/v1/battles?voted=false")) {
      assertThat(get(path).body()).doesNotContain("birch", "maple", "says", "secret");
    }
    for (String model : List.of("birch", "maple")) {
      assertThat(ids(list("/api/v1/battles?limit=200&model=" + model)))
          .contains(voted)
          .doesNotContain(open);
    }
    assertThat(ids(list("/api/v1/battles?voted=false"))).contains(open).doesNotContain(voted);
  }

  @Test
  void showsAllOfItAfterTheVote() {
    JsonNode battle = Voter.json(get("/api/v1/battles/" + voted));
    boolean birchIsLeft = battle.get("model_a").asString().equals("birch");

    assertThat(List.of(battle.get("model_a").asString(), battle.get("model_b").asString()))
        .containsExactlyInAnyOrder("birch", "maple");
    assertThat(battle.get("winner").asString()).isEqualTo("tie");
    assertThat(battle.get("turn").asInt()).isEqualTo(2);
    assertThat(battle.get("turns")).hasSize(2);
    JsonNode turn = battle.get("turns").get(0);
    assertThat(turn.get("prompt").asString()).isEqualTo("How old can a tree become?");
    assertThat(turn.get(birchIsLeft ? "a" : "b").get("text").asString())
        .isEqualTo("Birch says yes");
    assertThat(turn.get(birchIsLeft ? "b" : "a").get("text").asString()).isEqualTo("Maple says no");

    JsonNode vote =
        list("/api/v1/votes?winner=tie&language=English&model=birch").get("data").get(0);
    assertThat(vote.get("battle_id").asString()).isEqualTo(voted);
    assertThat(vote.get("judge").asString()).matches("arena_user_\\d+");
    assertThat(vote.get("reasons").get("a").get(0).asString()).isEqualTo("useful");
    assertThat(vote.get("comment").asString()).isEqualTo("Alike");
    assertThat(Instant.parse(vote.get("voted_at").asString()))
        .isEqualTo(Instant.parse(battle.get("voted_at").asString()));
  }

  @Test
  void whatWasWithdrawnIsNotThere() {
    Voter voter = arena.newVoter();
    String battle = voter.startAndWait("I shall withdraw this");
    voter.vote(battle, "model_a");
    assertThat(ids(list("/api/v1/votes"))).contains(battle);

    voter.postForm("/my-data/withdraw", Map.of("way", "datasets"));

    assertThat(get("/api/v1/battles/" + battle).statusCode()).isEqualTo(404);
    assertThat(ids(list("/api/v1/battles?limit=200"))).doesNotContain(battle);
    assertThat(ids(list("/api/v1/votes?limit=200"))).doesNotContain(battle);
  }

  // --- releases

  @Test
  void aReleaseIsBegunAndBuiltAndItsFilesAreAsListed() throws Exception {
    JsonNode release = list("/api/v1/releases/ready");
    assertThat(release.get("state").asString()).isEqualTo("ready");
    assertThat(release.get("rows").asInt()).isEqualTo(1);
    assertThat(ids(list("/api/v1/releases?state=ready&schema=arena-33k")))
        .containsExactly(release.get("id").asString());
    assertThat(list("/api/v1/releases/" + release.get("id").asString())).isEqualTo(release);
    List<JsonNode> files = new ArrayList<>();
    list("/api/v1/releases/ready/files").get("data").forEach(files::add);
    assertThat(files).extracting(file -> file.get("path").asString()).contains("README.md");

    for (JsonNode file : files) {
      HttpResponse<byte[]> whole = bytes(file.get("address").asString());
      assertThat(whole.body().length).isEqualTo(file.get("bytes").asInt());
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(whole.body());
      assertThat(HexFormat.of().formatHex(hash)).isEqualTo(file.get("sha256").asString());
    }
    HttpResponse<byte[]> part =
        bytes(files.getFirst().get("address").asString(), "Range", "bytes=2-5");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).hasSize(4);
  }

  private static HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
    HttpRequest.Builder request = program.request(path).header("Authorization", "Bearer " + token);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.GET().build(), BodyHandlers.ofByteArray());
  }

  /** Whatever format the files have, their rows are a stream of the same lines. */
  @Test
  void theRowsOfAReleaseAreAStreamOfLines() {
    String lines = begin("{\"title\": \"As lines\", \"format\": \"jsonl\", \"rules\": []}");
    build(lines);

    HttpResponse<String> ofColumns = get("/api/v1/releases/ready/rows");
    HttpResponse<String> ofLines = get("/api/v1/releases/" + lines + "/rows");

    assertThat(ofColumns.headers().firstValue("Content-Type")).contains("application/jsonl");
    assertThat(ofColumns.body()).isEqualTo(ofLines.body()).endsWith("}\n").contains(voted);
  }

  @Test
  void aDraftHasNoFilesAndWhatIsReadyIsFrozen() {
    String draft = begin("{\"title\": \"Only a draft\", \"blocked_words\": [\"oak\"]}");
    JsonNode release = list("/api/v1/releases/" + draft);

    assertThat(release.get("name").asString()).isEqualTo("only-a-draft");
    assertThat(release.get("rules").toString()).contains("not-anonymous");
    assertThat(release.get("blocked_words").get(0).asString()).isEqualTo("oak");
    for (String part : List.of("/files", "/rows", "/archive")) {
      assertThat(get("/api/v1/releases/" + draft + part).statusCode()).as(part).isEqualTo(404);
    }
    assertThat(post("/api/v1/releases/ready/build", "").statusCode()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | colour | {'title': 'x', 'colour': 'red'}",
        "400 | schema | {'title': 'x', 'schema': 'arena-99k'}",
        "400 | rules  | {'title': 'x', 'rules': ['no-fun']}",
        "400 | models | {'title': 'x', 'models': 'birch'}",
        "400 | title  | {'title': 7}",
        "400 | from   | {'title': 'x', 'from': 'spring'}",
        "400 | body   | []",
        "400 | body   | {'title'",
        "422 | title  | {}",
        "422 | format | {'title': 'x', 'schema': 'arena-33k', 'format': 'csv'}"
      })
  void aReleaseThatCanNotBeIsRefusedByField(int status, String field, String body) {
    HttpResponse<String> refused = post("/api/v1/releases", body.replace('\'', '"'));

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
    assertThat(Voter.json(refused).get("field").asString()).isEqualTo(field);
  }

  // --- paging

  @ParameterizedTest
  @CsvSource({"battles,newest", "battles,oldest", "votes,newest", "votes,oldest"})
  void pagesHoldEveryRowOnceThoughMoreComesIn(String list, String order) {
    copyBattle(voted, 40, Instant.parse("2026-03-01T10:00:00.123456Z"));
    String filter = "?from=2026-03-01&until=2026-03-02&language=English&order=" + order;
    List<String> all = ids(list("/api/v1/" + list + filter + "&limit=200"));

    List<String> paged = new ArrayList<>();
    String next = "/api/v1/" + list + filter + "&limit=7";
    int pages = 0;
    while (true) {
      HttpResponse<String> response = get(next);
      JsonNode page = Voter.json(response);
      paged.addAll(ids(page));
      pages++;
      String link = response.headers().firstValue("Link").orElse(null);
      if (page.get("next").isNull()) {
        assertThat(link).isNull();
        break;
      }
      next = page.get("next").asString();
      assertThat(link).isEqualTo("<" + next + ">; rel=\"next\"");
      assertThat(page.get("data")).hasSize(7);
      if (order.equals("newest")) {
        copyBattle(voted, 1, Instant.parse("2026-03-01T11:00:00Z"));
      }
    }

    assertThat(paged).isEqualTo(all).doesNotHaveDuplicates();
    assertThat(pages).isGreaterThan(5);
    arena
        .database()
        .sql("delete from vote where battle_id in (select id from battle where created_at < ?)")
        .param(at(Instant.parse("2026-03-02T00:00:00Z")))
        .update();
    arena
        .database()
        .sql("delete from battle where created_at < ?")
        .param(at(Instant.parse("2026-03-02T00:00:00Z")))
        .update();
  }

  /** Copies of a battle and its vote, all of the same moment. */
  private static void copyBattle(String original, int copies, Instant time) {
    for (int i = 0; i < copies; i++) {
      String copy = Identifier.random();
      for (String statement :
          List.of(
              "insert into battle (id, participant_id, mode, state, model_a, model_b, turns,"
                  + " language, created_at, version) select ?, participant_id, mode, state,"
                  + " model_a, model_b, turns, language, ?, version from battle"
                  + " where id = ?",
              "insert into vote (battle_id, participant_id, judge, winner, reasons, created_at)"
                  + " select ?, participant_id, judge, winner, reasons, ? from vote"
                  + " where battle_id = ?")) {
        arena.database().sql(statement).params(copy, at(time), original).update();
      }
    }
  }

  @Test
  void aPageOfModelsGoesOnByName() {
    HttpResponse<String> first = get("/api/v1/models?limit=1&state=active");
    String next = Voter.json(first).get("next").asString();

    assertThat(next).startsWith("/api/v1/models?").contains("limit=1", "state=active", "cursor=");
    assertThat(ids(Voter.json(get(next)))).hasSize(1).isNotEqualTo(ids(Voter.json(first)));
  }

  // --- refusals

  @ParameterizedTest
  @CsvSource({
    "battles?limit=0,limit",
    "battles?limit=201,limit",
    "battles?limit=many,limit",
    "battles?cursor=%21%21,cursor",
    "battles?cursor=YmF0dGxlcw,cursor",
    "battles?from=yesterday,from",
    "battles?until=2026-13-01,until",
    "battles?mode=blind,mode",
    "battles?voted=perhaps,voted",
    "battles?order=best,order",
    "battles?model=,model",
    "battles?limit=1&limit=2,limit",
    "votes?winner=me,winner",
    "votes?voted=true,voted",
    "models?state=asleep,state"
  })
  void whatIsNotUnderstoodIsRefusedByName(String request, String field) {
    HttpResponse<String> refused = get("/api/v1/" + request);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(Voter.json(refused).get("field").asString()).isEqualTo(field);
    assertThat(Voter.json(refused).get("detail").asString()).isNotEmpty();
  }

  @Test
  void aCursorIsGoodInItsOwnListOnly() {
    String next = list("/api/v1/battles?limit=1").get("next").asString();
    String cursor = next.substring(next.indexOf("cursor="));

    assertThat(get("/api/v1/votes?" + cursor).statusCode()).isEqualTo(400);
    assertThat(get("/api/v1/battles?order=oldest&" + cursor).statusCode()).isEqualTo(400);
    assertThat(get("/api/v1/battles?" + cursor).statusCode()).isEqualTo(200);
  }

  @Test
  void aBrowserGetsJsonTooAndOtherSitesGetNothing() {
    HttpResponse<String> nobody =
        program.send(
            program
                .request("/api/v1/votes")
                .header("Accept", "text/html")
                .header("Origin", "https://elsewhere.example")
                .GET());
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    HttpResponse<String> missing = get("/api/v1/nothing", token, "Accept", "text/html");
    assertThat(missing.statusCode()).isEqualTo(403);
    HttpResponse<String> read = get("/api/v1/votes", token, "Origin", "https://elsewhere.example");
    assertThat(read.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void answersAreCompressed() throws IOException, InterruptedException {
    HttpResponse<byte[]> zipped =
        HttpClient.newHttpClient()
            .send(
                program
                    .request("/api/v1/openapi.json")
                    .header("Accept-Encoding", "gzip")
                    .GET()
                    .build(),
                BodyHandlers.ofByteArray());

    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes();
    assertThat(new String(plain, StandardCharsets.UTF_8))
        .isEqualTo(get("/api/v1/openapi.json").body());
    assertThat(zipped.body().length).isLessThan(plain.length / 3);
  }
}
