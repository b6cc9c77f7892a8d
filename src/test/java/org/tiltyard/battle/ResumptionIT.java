package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.ArenaProcess;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestDatabase;
import org.tiltyard.testing.Voter;

/** Connections come and go; the answers go on, once, and nothing of them is lost. */
class ResumptionIT {

  private static final String LONG = "Größe 😀 und 漢字, \"quoted\"\n";

  private static TestArena arena;
  private static ScriptedModelServer server;

  private Voter voter;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    arena = TestArena.withModels(models(), "--tiltyard.battle.tick=5ms");
  }

  private static List<String> models() {
    return TestArena.models(server.baseUrl(), "a-key", "birch", "maple");
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
  void isCutAfterEveryEventAndLosesNothing() {
    server.model("id-birch", Script.stream().tokens(LONG, 60, 60).finish("stop").done());
    server.model("id-maple", Script.stream().tokens(LONG, 60, 60).finish("stop").done());
    int before = server.received().size();
    String battle = voter.start("Cut me off");

    String a = "";
    String b = "";
    @Nullable String lastId = null;
    int connections = 0;
    boolean ready = false;
    while (!ready) {
      List<Voter.Event> events = voter.events(battle, lastId, seen -> true);
      connections++;
      assertThat(events).isNotEmpty();
      a = Voter.textAfter(a, events, "a");
      b = Voter.textAfter(b, events, "b");
      lastId = events.getLast().id();
      ready = events.getLast().name().equals("ready");
    }

    assertThat(connections).isGreaterThan(5);
    assertThat(a).isEqualTo(LONG.repeat(60)).isEqualTo(stored(battle, "a"));
    assertThat(b).isEqualTo(LONG.repeat(60)).isEqualTo(stored(battle, "b"));
    assertThat(server.received()).hasSize(before + 2);
  }

  @Test
  void aSecondTabSeesTheSameAnswersFromTheStart() throws InterruptedException {
    Gate gate = new Gate();
    Script script =
        Script.stream()
            .text("Before the gate, ")
            .pause(gate)
            .text("after it")
            .finish("stop")
            .done();
    server.model("id-birch", script);
    server.model("id-maple", script);
    int before = server.received().size();
    String battle = voter.start("Two tabs");
    voter.events(battle, null, events -> Voter.text(events, "a").endsWith("gate, "));

    gate.release();
    List<Voter.Event> secondTab = voter.events(battle);

    assertThat(Voter.text(secondTab, "a")).isEqualTo("Before the gate, after it");
    assertThat(Voter.text(secondTab, "b")).isEqualTo("Before the gate, after it");
    assertThat(server.received()).hasSize(before + 2);
  }

  @Test
  void goesOnWhenNobodyWatches() {
    server.model("id-birch", Script.answer("Unseen", " but", " written"));
    server.model("id-maple", Script.answer("So", " is", " this"));
    String battle = voter.start("Nobody is here");

    List<Voter.Event> later = voter.events(battle);

    assertThat(List.of(Voter.text(later, "a"), Voter.text(later, "b")))
        .containsExactlyInAnyOrder("Unseen but written", "So is this");
  }

  @Test
  void replaysASettledTurnFromTheStoreAndFromAnyId() {
    server.model("id-birch", Script.answer("One", " two", " three"));
    server.model("id-maple", Script.answer("One", " two", " three"));
    String battle = voter.startAndWait("Replay");
    List<Voter.Event> all = voter.events(battle);

    assertThat(Voter.text(all, "a")).isEqualTo("One two three");
    List<Voter.Event> rest = voter.events(battle, all.getFirst().id(), seen -> false);
    assertThat(rest).isEqualTo(all.subList(1, all.size()));
    assertThat(voter.events(battle, "no such id", seen -> false)).isEqualTo(all);
  }

  @Test
  void aViewerOnAnotherNodeFollowsTheSameAnswers() throws InterruptedException {
    assumeTrue(TestDatabase.onPostgres(), "H2 is one process; several nodes need PostgreSQL");
    Gate gate = new Gate();
    Script script =
        Script.stream().text("Here ").pause(gate).text("and there").finish("stop").done();
    server.model("id-birch", script);
    server.model("id-maple", script);
    try (ArenaProcess other = ArenaProcess.start(arena.databaseAddress(), models())) {
      String battle = voter.start("Two nodes");
      Voter there = voter.at(other.url());

      there.events(battle, null, events -> Voter.text(events, "b").equals("Here "));
      gate.release();
      List<Voter.Event> events = there.events(battle);

      assertThat(Voter.text(events, "a")).isEqualTo("Here and there");
      assertThat(events.getLast().data().get("vote").asBoolean()).isTrue();
      assertThat(there.vote(battle, "tie").statusCode()).isEqualTo(200);
      assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(200);
      assertThat(voter.vote(battle, "model_a").statusCode()).isEqualTo(409);
    }
  }

  private static String stored(String battle, String seat) {
    return arena
        .database()
        .sql("select text from answer where battle_id = ? and seat = ?")
        .params(battle, seat)
        .query(String.class)
        .single();
  }
}
