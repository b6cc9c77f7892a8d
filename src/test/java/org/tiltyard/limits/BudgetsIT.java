package org.tiltyard.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** Tokens of a day: counted at the end, counted ahead before it, and what happens without any. */
class BudgetsIT {

  private static final String PASSWORD = "correct horse battery";

  /** As much as an answer is counted ahead for: nobody's answer is longer. */
  private static final int LONGEST = 100;

  private ScriptedModelServer server;

  @SuppressWarnings("NullAway.Init") // by the test itself
  private TestArena arena;

  @BeforeEach
  void serve() {
    server = ScriptedModelServer.start();
    for (String model : List.of("birch", "maple", "oak")) {
      server.model("id-" + model, Script.stream().text("Yes").finish("stop").usage(7, 3).done());
    }
  }

  @AfterEach
  void close() throws IOException {
    arena.close();
    server.close();
  }

  private void open(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("--tiltyard.limits.enabled=true");
    all.add("--tiltyard.limits.participant.prompts-per-minute=0");
    all.add("--tiltyard.battle.answer-tokens=" + LONGEST);
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple", "oak"),
            all.toArray(String[]::new));
  }

  private long used(String subject) {
    return arena
        .database()
        .sql("select coalesce(sum(tokens), 0) from token_usage where subject = ?")
        .param(subject)
        .query(Long.class)
        .single();
  }

  private String id(String model) {
    return arena
        .database()
        .sql("select id from language_model where name = ?")
        .param(model)
        .query(String.class)
        .single();
  }

  private HttpResponse<String> send(Voter voter) {
    return voter.post("/battles", Map.of("prompt", "Well?"));
  }

  private Set<String> drawn(int battles) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < battles; i++) {
      Voter voter = arena.newVoter();
      String battle = voter.startAndWait("Who?");
      voter.vote(battle, "tie");
      names.add(voter.show(battle).get("model_a").asString());
      names.add(voter.show(battle).get("model_b").asString());
    }
    return names;
  }

  @Test
  void whatTheProviderCountsIsCounted() {
    open("--tiltyard.limits.budget.arena-tokens-per-day=100000");

    arena.newVoter().startAndWait("Well?");

    assertThat(used(TokenUsage.ARENA)).isEqualTo(20);
    assertThat(used(id("birch")) + used(id("maple")) + used(id("oak"))).isEqualTo(20);
  }

  @Test
  void whatNobodyCountsIsEstimated() {
    for (String model : List.of("birch", "maple", "oak")) {
      server.model("id-" + model, Script.stream().text("12345678").finish("stop").done());
    }
    open("--tiltyard.limits.budget.arena-tokens-per-day=100000");

    arena.newVoter().startAndWait("1234");

    assertThat(used(TokenUsage.ARENA)).isEqualTo(2 * (1 + 2));
  }

  @Test
  void aModelWithoutTokensLeavesTheDraw() {
    open("--tiltyard.limits.budget.model-tokens-per-day=100000");
    spend(id("oak"), 100_000);

    assertThat(drawn(6)).containsExactlyInAnyOrder("birch", "maple");
  }

  @Test
  void aModelsOwnBudgetComesFirst() {
    open("--tiltyard.limits.budget.model-tokens-per-day=100000");
    arena.part(TokenUsage.class).putBudget(model("oak"), 500);
    spend(id("oak"), 500);

    assertThat(drawn(6)).containsExactlyInAnyOrder("birch", "maple");
  }

  private org.tiltyard.models.ModelId model(String name) {
    return new org.tiltyard.models.ModelId(id(name));
  }

  private void spend(String subject, long tokens) {
    TokenUsage usage = arena.part(TokenUsage.class);
    var today = arena.part(TokenBudgets.class).today();
    usage.begin(today, List.of(subject));
    usage.add(today, Map.of(subject, tokens));
  }

  @Test
  void aBattleOfAModelWithoutTokensCanBeVotedOnButNotContinued() {
    open("--tiltyard.limits.budget.model-tokens-per-day=100000");
    Voter voter = arena.newVoter();
    String battle = voter.startAndWait("Well?");
    for (String name : List.of("birch", "maple", "oak")) {
      arena.part(TokenUsage.class).putBudget(model(name), 1);
    }

    HttpResponse<String> refused = voter.ask(battle, "And?");

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(Voter.json(refused).get("reason").asString()).isEqualTo("budget");
    assertThat(Voter.json(refused).get("detail").asString()).contains("00:00 UTC").contains("kept");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(200);
    assertThat(send(voter).statusCode()).as("nobody is left to draw").isEqualTo(503);
  }

  @Test
  void anArenaWithoutTokensSaysSo() {
    open("--tiltyard.limits.budget.arena-tokens-per-day=1000");
    spend(TokenUsage.ARENA, 1000);

    HttpResponse<String> refused = send(arena.newVoter());

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(Voter.json(refused).get("title").asString()).isEqualTo("No more answers today");
    assertThat(Voter.json(refused).get("detail").asString()).contains("Your text is kept");
  }

  @Test
  void orItOnlyNotes() {
    open(
        "--tiltyard.limits.budget.arena-tokens-per-day=1",
        "--tiltyard.limits.budget.when-spent=note");
    spend(TokenUsage.ARENA, 1000);

    assertThat(send(arena.newVoter()).statusCode()).isEqualTo(201);
  }

  @Test
  void adminsReadWhichBudgetsAreUsedUp() {
    open(
        "--tiltyard.limits.budget.model-tokens-per-day=100000",
        "--tiltyard.limits.budget.arena-tokens-per-day=100000",
        "--tiltyard.admin.password=" + PASSWORD);
    Voter admin = arena.newVoter();
    admin.postForm("/login", Map.of("username", "admin", "password", PASSWORD));
    assertThat(admin.get("/admin", "text/html").body()).contains("Nothing needs a look.");

    spend(id("oak"), 100_000);
    assertThat(admin.get("/admin", "text/html").body())
        .contains("A model has left the draw until midnight", "used up: oak.")
        .doesNotContain("takes no prompts");

    spend(TokenUsage.ARENA, 100_000);
    assertThat(admin.get("/admin", "text/html").body()).contains("it takes no prompts");
  }

  @Test
  void aHundredAtOnceGoOverTheBudgetByOneAtMost() throws Exception {
    int each = 2 * (LONGEST + 2);
    int allowed = 5;
    server.model("id-birch", Script.stream().text("Slow").pause(new org.tiltyard.provider.Gate()));
    server.model("id-maple", Script.stream().text("Slow").pause(new org.tiltyard.provider.Gate()));
    server.model("id-oak", Script.stream().text("Slow").pause(new org.tiltyard.provider.Gate()));
    open("--tiltyard.limits.budget.arena-tokens-per-day=" + each * allowed);

    long taken = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Voter voter = arena.newVoter();
        all.add(threads.submit(() -> send(voter).statusCode()));
      }
      for (Future<Integer> one : all) {
        assertThat(one.get()).isIn(201, 503);
        taken += one.get() == 201 ? 1 : 0;
      }
    }

    assertThat(taken).isBetween((long) allowed, allowed + 1L);
    assertThat(used(TokenUsage.ARENA)).isLessThanOrEqualTo((allowed + 1L) * each);
  }
}
