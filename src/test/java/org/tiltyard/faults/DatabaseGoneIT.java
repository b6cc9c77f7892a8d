package org.tiltyard.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestDatabase;
import org.tiltyard.testing.Voter;

/** A real PostgreSQL goes away while people read and vote, and comes back. */
@EnabledIf("org.tiltyard.testing.TestDatabase#onPostgres")
class DatabaseGoneIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  @Fault("PostgreSQL gone and back")
  void answersGoOnAndNoAcknowledgedVoteIsLost(@TempDir Path folder, FaultLog log)
      throws IOException {
    int rounds = FaultLog.rounds(1, 10);
    Path data = folder.resolve("data");
    EmbeddedPostgres postgres = postgres(data, 0);
    int port = postgres.getPort();
    TestDatabase database =
        new TestDatabase(postgres.getJdbcUrl("postgres", "postgres"), "postgres");
    try (ScriptedModelServer server = ScriptedModelServer.start();
        TestArena arena = arena(database, server)) {
      for (int round = 0; round < rounds; round++) {
        server.model("id-birch", Script.answer("One", " answer"));
        server.model("id-maple", Script.answer("The", " other"));
        Voter voter = arena.newVoter();
        String voted = voter.startAndWait("Voted before");
        assertThat(voter.vote(voted, "model_a").statusCode()).isEqualTo(200);
        String waiting = voter.startAndWait("Not voted yet");
        Gate gate = new Gate();
        Script script =
            Script.stream().text("Before ").pause(gate).text("and after").finish("stop").done();
        server.model("id-birch", script);
        server.model("id-maple", script);
        String running = voter.start("Running");
        AtomicReference<List<Voter.Event>> seen = new AtomicReference<>(List.of());
        CompletableFuture<List<Voter.Event>> reading =
            CompletableFuture.supplyAsync(() ->
                voter.events(
                    running,
                    null,
                    events -> {
                      seen.set(List.copyOf(events));
                      return false;
                    }));
        within(SOON, "both have begun", () -> shows(seen.get(), "Before "));

        postgres.close();
        assertThat(voter.vote(waiting, "tie").statusCode()).isGreaterThanOrEqualTo(500);
        gate.release();
        within(SOON, "the text goes on", () -> shows(seen.get(), "Before and after"));
        assertThat(reading).as("no end is told before it is stored").isNotDone();
        postgres = postgres(data, port);

        assertThat(reading.join().getLast().name()).isEqualTo("ready");
        assertThat(voter.show(running).at("/turns/0/a/text").asString())
            .isEqualTo("Before and after");
        assertThat(voter.show(voted).at("/vote/winner").asString()).isEqualTo("model_a");
        assertThat(voter.show(waiting).at("/vote").isMissingNode()).isTrue();
        assertThat(voter.vote(waiting, "tie").statusCode()).isEqualTo(200);
        assertThat(voter.vote(running, "tie").statusCode()).isEqualTo(200);
      }
      int votes = arena.database().sql("select count(*) from vote").query(Integer.class).single();
      assertThat(votes).isEqualTo(3 * rounds);
      log.times(rounds)
          .acknowledged(3 * rounds + " votes, " + 6 * rounds + " answers; refused: " + rounds)
          .stored(votes + " votes, every answer whole");
    } finally {
      postgres.close();
    }
  }

  private static boolean shows(List<Voter.Event> events, String text) {
    return Voter.text(events, "a").equals(text) && Voter.text(events, "b").equals(text);
  }

  private static EmbeddedPostgres postgres(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  private static TestArena arena(TestDatabase database, ScriptedModelServer server) {
    List<String> settings =
        new java.util.ArrayList<>(TestArena.models(server.baseUrl(), "a-key", "birch", "maple"));
    settings.add("--spring.datasource.hikari.connection-timeout=1000");
    settings.add("--spring.datasource.hikari.validation-timeout=500");
    return TestArena.on(database, settings);
  }
}
