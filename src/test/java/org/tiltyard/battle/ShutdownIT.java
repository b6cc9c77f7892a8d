package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tiltyard.faults.Fault;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** The arena is stopped in good order while answers are being written. */
class ShutdownIT {

  @Fault("process stopped while answers are written")
  @Test
  void sendsViewersOffAndStoresWhatIsThere() throws IOException, InterruptedException {
    try (ScriptedModelServer server = ScriptedModelServer.start()) {
      server.model("id-birch", Script.stream().text("Never finished").hang());
      server.model("id-maple", Script.stream().text("Neither is this").hang());
      try (TestArena arena =
          TestArena.withModels(TestArena.models(server.baseUrl(), "a-key", "birch", "maple"))) {
        Voter voter = arena.newVoter();
        String battle = voter.start("Before the end");
        CountDownLatch bothBegun = new CountDownLatch(1);
        CompletableFuture<List<Voter.Event>> watching =
            CompletableFuture.supplyAsync(() ->
                voter.events(
                    battle,
                    null,
                    events -> {
                      if (Voter.text(events, "a").length() > 1
                          && Voter.text(events, "b").length() > 1) {
                        bothBegun.countDown();
                      }
                      return false;
                    }));
        assertThat(bothBegun.await(20, TimeUnit.SECONDS)).isTrue();

        arena.restart();

        assertThat(watching.join()).noneMatch(event -> event.name().equals("ready"));
        server.awaitCutShort(2);
        Voter back = voter.at(arena.url());
        List<Voter.Event> events = back.events(battle);
        assertThat(List.of(Voter.text(events, "a"), Voter.text(events, "b")))
            .containsExactlyInAnyOrder("Never finished", "Neither is this");
        assertThat(back.show(battle).at("/turns/0/a/state").asString()).isEqualTo("interrupted");
        assertThat(back.vote(battle, "model_a").statusCode()).isEqualTo(200);
      }
    }
  }
}
