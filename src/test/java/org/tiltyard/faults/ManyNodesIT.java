package org.tiltyard.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.ArenaProcess;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestDatabase;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/**
 * Two processes on one PostgreSQL, and no balancer that sends anybody to the same one twice. Jobs
 * of which one node dies: {@code JobsIT}; settings: {@code SettingsIT}; limits: {@code LimitsIT}.
 */
@EnabledIf("org.tiltyard.testing.TestDatabase#onPostgres")
class ManyNodesIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private static ScriptedModelServer server;
  private static TestDatabase database;
  private static JdbcClient store;
  private static ArenaProcess one;
  private static ArenaProcess two;

  private Voter atOne;

  @BeforeAll
  static void open(@TempDir Path folder) {
    server = ScriptedModelServer.start();
    database = TestDatabase.fresh(folder);
    store = JdbcClient.create(new DriverManagerDataSource(database.url(), database.username(), ""));
    one = node();
    two = node();
  }

  private static ArenaProcess node() {
    List<String> settings =
        new ArrayList<>(TestArena.models(server.baseUrl(), "a-key", "birch", "maple"));
    settings.addAll(
        List.of(
            "--tiltyard.secret-key=dGVzdCBhcmVuYSBzZWNyZXQga2V5LCAzMiBieXRlcyE=",
            "--tiltyard.limits.enabled=false",
            "--tiltyard.language.accuracy=low",
            "--tiltyard.battle.save-every=100ms",
            "--tiltyard.battle.lease=2s"));
    return ArenaProcess.start(database, settings);
  }

  @AfterAll
  static void close() throws IOException, InterruptedException {
    one.close();
    two.close();
    server.close();
  }

  @BeforeEach
  void comeIn() {
    server.model("id-birch", Script.answer("One", " answer"));
    server.model("id-maple", Script.answer("The", " other"));
    atOne = one.newVoter();
  }

  @Test
  @Fault("two nodes voting the same battle")
  void takesOneVoteWhateverTheNodesAreSentAtOnce(FaultLog log) throws Exception {
    int battles = FaultLog.rounds(10, 300);
    List<String> winners = List.of("model_a", "model_b", "tie", "tie (bothbad)");
    Voter atTwo = atOne(two);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < battles; i++) {
        String battle = atOne.startAndWait("Contested " + i);
        List<Future<Integer>> votes = new ArrayList<>();
        for (int sent = 0; sent < 8; sent++) {
          Voter voter = sent % 2 == 0 ? atOne : atTwo;
          String winner = winners.get(sent / 2);
          votes.add(threads.submit(() -> voter.vote(battle, winner).statusCode()));
        }
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> vote : votes) {
          answers.add(vote.get());
        }
        assertThat(answers).containsOnly(200, 409);
        // The same vote may come from both nodes, and is one.
        assertThat(answers.stream().filter(status -> status == 200).count()).isBetween(1L, 2L);
        assertThat(stored(battle)).isEqualTo(1);
      }
    }
    log.times(battles)
        .acknowledged(battles + " verdicts of " + 8 * battles + " votes")
        .stored(battles + " votes");
  }

  private Voter atOne(ArenaProcess node) {
    // Comes in where the cookie is dealt, then goes elsewhere with it.
    atOne.startAndWait("To get a cookie");
    return atOne.at(node.url());
  }

  private static int stored(String battle) {
    return store
        .sql("select count(*) from vote where battle_id = ?")
        .param(battle)
        .query(Integer.class)
        .single();
  }

  @Test
  @Fault("a node killed in the middle of a stream")
  void anotherNodeGoesOnFromTheLastIdWithWhatWasStored(FaultLog log) throws Exception {
    server.model("id-birch", Script.answer("Finished", " in", " time"));
    server.model("id-maple", Script.stream().text("Cut short").hang());
    try (ArenaProcess dying = node()) {
      Voter voter = dying.newVoter();
      String battle = voter.start("Which node is this?");
      List<Voter.Event> seen =
          voter.events(
              battle,
              null,
              events ->
                  events.stream().anyMatch(event -> event.name().equals("settled"))
                      && (Voter.text(events, "a") + Voter.text(events, "b")).contains("Cut short"));
      within(SOON, "the running text is stored", () -> texts(battle).contains("Cut short"));

      dying.kill();
      Voter there = voter.at(two.url());
      List<Voter.Event> rest = there.events(battle, seen.getLast().id(), events -> false);

      assertThat(rest.getLast().name()).isEqualTo("ready");
      assertThat(rest).noneMatch(event -> event.name().equals("delta"));
      JsonNode turn = there.show(battle).at("/turns/0");
      assertThat(List.of(turn.at("/a/text").asString(), turn.at("/b/text").asString()))
          .containsExactlyInAnyOrder("Finished in time", "Cut short");
      assertThat(List.of(turn.at("/a/state").asString(), turn.at("/b/state").asString()))
          .containsExactlyInAnyOrder("complete", "interrupted");
      assertThat(there.vote(battle, "tie").statusCode()).isEqualTo(200);
      assertThat(voter.at(one.url()).vote(battle, "model_a").statusCode()).isEqualTo(409);
      log.acknowledged("1 battle, 2 texts that were shown, 1 vote")
          .stored("complete and interrupted, both texts as shown, 1 vote");
    }
  }

  private static List<String> texts(String battle) {
    return store
        .sql("select text from answer where battle_id = ?")
        .param(battle)
        .query((row, number) -> String.valueOf(row.getString(1)))
        .list();
  }

  @Test
  @Fault("a node replaced by a new one while it streams")
  void aRollingUpdateLosesNoTurn(FaultLog log) throws Exception {
    Gate gate = new Gate();
    Script script =
        Script.stream().text("Before, ").pause(gate).text("and after").finish("stop").done();
    server.model("id-birch", script);
    server.model("id-maple", script);
    ArenaProcess old = node();
    Voter voter = old.newVoter();
    String battle = voter.start("While you are replaced");
    AtomicReference<String> lastId = new AtomicReference<>("");
    CompletableFuture<List<Voter.Event>> watching =
        CompletableFuture.supplyAsync(() ->
            voter.events(
                battle,
                null,
                events -> {
                  lastId.set(Voter.text(events, "a") + "|" + Voter.text(events, "b"));
                  return false;
                }));
    within(SOON, "both have begun", () -> lastId.get().equals("Before, |Before, "));

    CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(old::stop);
    List<Voter.Event> seen = watching.join();
    Voter there = voter.at(two.url());
    CompletableFuture<List<Voter.Event>> rest =
        CompletableFuture.supplyAsync(
            () -> there.events(battle, seen.getLast().id(), events -> false));
    gate.release();

    assertThat(stopped.join()).as("it ends by itself within 10 s").isTrue();
    assertThat(Voter.textAfter("Before, ", rest.join(), "a")).isEqualTo("Before, and after");
    assertThat(Voter.textAfter("Before, ", rest.join(), "b")).isEqualTo("Before, and after");
    JsonNode turn = there.show(battle).at("/turns/0");
    assertThat(turn.at("/a/state").asString()).isEqualTo("complete");
    assertThat(turn.at("/b/state").asString()).isEqualTo("complete");
    assertThat(there.vote(battle, "tie").statusCode()).isEqualTo(200);
    log.acknowledged("1 battle")
        .stored("both answers complete, written to their ends by the old node");
  }
}
