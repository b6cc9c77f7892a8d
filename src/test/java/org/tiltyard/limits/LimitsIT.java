package org.tiltyard.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.faults.Fault;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestDatabase;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/** Limits as somebody meets them who sends too much, from wherever they say they are. */
class LimitsIT {

  private static final String ON = "--tiltyard.limits.enabled=true";
  private static final String NO_CHALLENGE = "--tiltyard.limits.challenge.enabled=false";
  private static final String NO_PACE = "--tiltyard.limits.participant.prompts-per-minute=0";
  private static final String BEHIND_A_PROXY = "--tiltyard.proxies=127.0.0.0/8,::1";

  private static ScriptedModelServer server;

  private final List<TestArena> open = new ArrayList<>();

  @BeforeAll
  static void serve() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Yes"));
    server.model("id-maple", Script.answer("No"));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @AfterEach
  void close() {
    open.reversed().forEach(TestArena::close);
  }

  private TestArena arena(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add(ON);
    TestArena arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            all.toArray(String[]::new));
    open.add(arena);
    return arena;
  }

  private static HttpResponse<String> send(Voter voter, String... headers) {
    var request =
        voter
            .request("/battles")
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString("{\"prompt\":\"How far is it?\"}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return voter.send(request);
  }

  private static HttpResponse<String> sendFrom(Voter voter, String address) {
    return send(voter, "X-Forwarded-For", address);
  }

  @Test
  void whoIsBriskMeetsNoLimit() {
    Voter voter = arena().newVoter();
    for (int prompt = 0; prompt < 10; prompt++) {
      assertThat(send(voter).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void saysWhichLimitIsReachedAndWhenToTryAgain() {
    TestArena arena = arena(NO_CHALLENGE, "--tiltyard.limits.participant.prompts-per-minute=2");
    Voter voter = arena.newVoter();
    send(voter);
    assertThat(send(voter).statusCode()).isEqualTo(201);
    assertThat(send(voter).statusCode()).isEqualTo(201);

    HttpResponse<String> refused = send(voter);

    assertThat(refused.statusCode()).isEqualTo(429);
    long wait = Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow());
    assertThat(wait).isBetween(1L, 30L);
    JsonNode problem = Voter.json(refused);
    assertThat(problem.get("reason").asString()).isEqualTo("limit");
    assertThat(problem.get("limit").asString()).isEqualTo("participant-prompts-per-minute");
    assertThat(problem.get("title").asString()).isEqualTo("Too much for now");
    assertThat(problem.get("detail").asString()).contains("2 prompts").contains("second");
    assertThat(send(arena.newVoter()).statusCode()).isEqualTo(201);
  }

  @Test
  void aFormKeepsWhatWasTyped() {
    Voter voter = arena(NO_CHALLENGE, "--tiltyard.limits.participant.prompts-per-day=1").newVoter();
    Map<String, String> form = Map.of("prompt", "My precious words");
    voter.postForm("/battles", form);
    assertThat(voter.postForm("/battles", form).statusCode()).isEqualTo(303);

    HttpResponse<String> refused = voter.postForm("/battles", form);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body())
        .contains("Too much for now")
        .contains("My precious words</textarea>");
  }

  @Test
  void aHundredAtOnceGetNoMoreThanTheLimit() throws Exception {
    TestArena arena =
        arena(NO_CHALLENGE, NO_PACE, "--tiltyard.limits.participant.prompts-per-day=10");
    Voter voter = arena.newVoter();
    send(voter);

    assertThat(taken(100, List.of(voter))).isEqualTo(10);
  }

  @Fault("two nodes asked at once for more than a limit")
  @Test
  void twoNodesShareOneLimit() throws Exception {
    assumeThat(TestDatabase.onPostgres()).as("H2 is for one process").isTrue();
    List<String> settings = new ArrayList<>();
    settings.addAll(TestArena.models(server.baseUrl(), "a-key", "birch", "maple"));
    settings.addAll(
        List.of(ON, NO_CHALLENGE, NO_PACE, "--tiltyard.limits.participant.prompts-per-day=10"));
    TestArena one = TestArena.start(settings.toArray(String[]::new));
    open.add(one);
    TestArena two = TestArena.on(one.databaseAddress(), settings);
    open.add(two);
    Voter voter = one.newVoter();
    send(voter);

    assertThat(taken(100, List.of(voter, voter.at(two.url())))).isEqualTo(10);
  }

  /** How many of so many prompts, all sent at once, are taken. */
  private static long taken(int prompts, List<Voter> voters)
      throws InterruptedException, ExecutionException {
    long taken = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < prompts; i++) {
        Voter voter = voters.get(i % voters.size());
        all.add(threads.submit(() -> send(voter).statusCode()));
      }
      for (Future<Integer> one : all) {
        assertThat(one.get()).isIn(201, 429);
        taken += one.get() == 201 ? 1 : 0;
      }
    }
    return taken;
  }

  @Test
  void aForgedAddressChangesNothing() {
    TestArena arena =
        arena(
            NO_CHALLENGE,
            "--tiltyard.limits.network.local=true",
            "--tiltyard.limits.network.prompts-per-day=3");
    for (int i = 1; i <= 3; i++) {
      assertThat(sendFrom(arena.newVoter(), "203.0.113." + i).statusCode()).isEqualTo(201);
    }

    assertThat(sendFrom(arena.newVoter(), "198.51.100.7").statusCode()).isEqualTo(429);
    assertThat(send(arena.newVoter(), "Forwarded", "for=198.51.100.8").statusCode()).isEqualTo(429);
    assertThat(send(arena.newVoter(), "X-Real-IP", "198.51.100.9").statusCode()).isEqualTo(429);
  }

  @Test
  void behindATrustedProxyEachNetworkHasItsOwnLimit() {
    TestArena arena =
        arena(BEHIND_A_PROXY, NO_CHALLENGE, "--tiltyard.limits.network.prompts-per-day=2");
    String here = "203.0.113.9";
    assertThat(sendFrom(arena.newVoter(), here).statusCode()).isEqualTo(201);
    assertThat(sendFrom(arena.newVoter(), "1.2.3.4, " + here).statusCode()).isEqualTo(201);

    HttpResponse<String> third = sendFrom(arena.newVoter(), "5.6.7.8, " + here + ", 127.0.0.1");

    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(Voter.json(third).get("limit").asString()).isEqualTo("network-prompts-per-day");
    assertThat(sendFrom(arena.newVoter(), "203.0.113.10").statusCode()).isEqualTo(201);
    for (String address : List.of("2001:db8:1:2::1", "2001:db8:1:2:ffff::1")) {
      assertThat(sendFrom(arena.newVoter(), address).statusCode()).isEqualTo(201);
    }
    assertThat(sendFrom(arena.newVoter(), "2001:db8:1:2:a::b").statusCode()).isEqualTo(429);
  }

  @Test
  void noAddressIsKept() {
    TestArena arena = arena(BEHIND_A_PROXY);
    sendFrom(arena.newVoter(), "203.0.113.77");

    String subjects =
        String.join(
            "\n",
            arena
                .database()
                .sql("select id from token_bucket order by id")
                .query((row, number) -> row.getString("id"))
                .list());

    assertThat(subjects).containsPattern("network:[A-Za-z0-9_-]{22} network-prompts-per-day");
    assertThat(subjects).doesNotContain("203.0");
  }

  @Fault("limits that cannot be read")
  @Test
  void refusesKindlyWhenLimitsCannotBeRead() {
    TestArena arena = arena();
    arena.database().sql("alter table token_bucket rename to token_bucket_gone").update();
    Voter voter = arena.newVoter();
    assertThat(send(voter).statusCode()).as("a newcomer meets no bucket here").isEqualTo(201);

    HttpResponse<String> refused = send(voter);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(Voter.json(refused).get("title").asString())
        .isEqualTo("The arena takes no prompts right now");
  }

  @Test
  void votesHaveALimitToo() {
    TestArena arena = arena(NO_CHALLENGE, "--tiltyard.limits.participant.votes-per-minute=1");
    Voter voter = arena.newVoter();
    String first = voter.startAndWait("One");
    String second = voter.startAndWait("Two");
    assertThat(voter.vote(first, "tie").statusCode()).isEqualTo(200);
    assertThat(voter.vote(first, "tie").statusCode()).as("the same again").isEqualTo(200);

    HttpResponse<String> refused = voter.vote(second, "tie");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Voter.json(refused).get("limit").asString())
        .isEqualTo("participant-votes-per-minute");
    assertThat(arena.database().sql("select count(*) from vote").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void whoNearsALimitSolvesAChallenge() {
    TestArena arena = arena("--tiltyard.limits.participant.prompts-per-minute=4");
    Voter voter = arena.newVoter();
    send(voter);
    send(voter);
    assertThat(send(voter).statusCode()).isEqualTo(201);

    HttpResponse<String> asked = send(voter);
    assertThat(asked.statusCode()).isEqualTo(429);
    assertThat(Voter.json(asked).get("reason").asString()).isEqualTo("challenge");
    assertThat(asked.headers().firstValue("Retry-After")).isPresent();
    JsonNode challenge = Voter.json(asked).get("challenge");
    String solution = Altcha.solve(challenge);

    Voter stranger = arena.newVoter();
    for (int i = 0; i < 3; i++) {
      send(stranger);
    }
    assertThat(send(stranger, Limits.SOLUTION, solution).statusCode())
        .as("somebody else's")
        .isEqualTo(429);
    assertThat(send(voter, Limits.SOLUTION, Altcha.payload(challenge, 1, "00")).statusCode())
        .as("a guess")
        .isEqualTo(429);
    assertThat(send(voter, Limits.SOLUTION, solution).statusCode()).isEqualTo(201);
    HttpResponse<String> again = send(voter, Limits.SOLUTION, solution);
    assertThat(again.statusCode()).as("a second time").isEqualTo(429);
    assertThat(Voter.json(again).get("reason").asString()).isIn("challenge", "limit");
  }

  @Test
  void canBeSwitchedOff() {
    TestArena arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.limits.enabled=false",
            "--tiltyard.limits.participant.prompts-per-day=1");
    open.add(arena);
    Voter voter = arena.newVoter();
    for (int i = 0; i < 4; i++) {
      assertThat(send(voter).statusCode()).isEqualTo(201);
    }
  }
}
