package org.tiltyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One journey through everything, watched by a detector: the event loop never waits. */
class EventLoopIT {

  private static final String PASSWORD = "correct horse battery";

  /** Stacks of blocking calls on threads that must not block, from the moment of installation. */
  private static final Queue<String> BLOCKED = new ConcurrentLinkedQueue<>();

  @Test
  void nothingBlocksTheEventLoop() throws IOException {
    try (ScriptedModelServer server = ScriptedModelServer.start()) {
      server.model("id-birch", Script.stream().tokens("word ", 40, 400).finish("stop").done());
      server.model("id-maple", Script.answer("A", " short", " one"));
      try (TestArena arena =
          TestArena.withModels(
              TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
              "--tiltyard.admin.password=" + PASSWORD)) {
        // Once without the detector: loading a class from its jar is no one's fault.
        journey(arena.newVoter());
        install();
        detectorDetects();
        journey(arena.newVoter());
        assertThat(BLOCKED).isEmpty();
      }
    }
  }

  private static void detectorDetects() {
    Mono.fromRunnable(() -> LockSupport.parkNanos(1)).subscribeOn(Schedulers.parallel()).block();
    assertThat(BLOCKED).isNotEmpty();
    BLOCKED.clear();
  }

  private static void journey(Voter voter) {
    voter.get("/", "text/html");
    voter.get("/about", "text/html");
    voter.get("/no/such/page", "text/html");
    voter.get("/battles/" + "0".repeat(32), "application/json");
    String battle = voter.start("Go through everything");
    voter.events(battle, null, events -> events.size() > 3);
    voter.events(battle);
    voter.get("/battles/" + battle, "text/html");
    voter.ask(battle, "And once more");
    voter.post("/battles/" + battle + "/seats/a/stop");
    voter.events(battle);
    voter.post("/battles/" + battle + "/retry");
    voter.events(battle);
    assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(200);
    voter.get("/history", "text/html");
    voter.postForm("/battles", Map.of("prompt", ""));
    voter.postForm("/login", Map.of("username", "admin", "password", PASSWORD));
    assertThat(voter.get("/research", "text/html").statusCode()).isEqualTo(200);
    assertThat(voter.get("/research/export", "*/*").body()).contains(battle);
    voter.post("/logout");
  }

  private static void install() {
    BlockHound.builder()
        .loadIntegrations()
        .blockingMethodCallback(method ->
            BLOCKED.add(
                method
                    + Arrays.stream(Thread.currentThread().getStackTrace())
                        .skip(3)
                        .limit(25)
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining())))
        .with(EventLoopIT::allowTheRuntime)
        .install();
  }

  /** What the runtime does by itself, for microseconds, on any thread. */
  private static void allowTheRuntime(BlockHound.Builder builder) {
    for (List<String> allowed :
        List.of(
            List.of("java.lang.ClassLoader", "loadClass"),
            List.of("java.security.SecureRandom", "nextBytes"))) {
      builder.allowBlockingCallsInside(allowed.getFirst(), allowed.getLast());
    }
  }
}
