package org.tiltyard.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** Traces reach a collector where the settings say so, and hold nothing that logs may not hold. */
class TracesIT {

  private static final String KEY = "zk-Trace/Ibex+4711.Okapi";

  /** What a collector was sent; in protocol buffers texts stand as they are. */
  private final List<String> sent = new CopyOnWriteArrayList<>();

  private HttpServer collector() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          sent.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void requestsAndCallsOfModelsAreTracedWithoutTextsKeysAndAddresses() throws IOException {
    HttpServer collector = collector();
    try (ScriptedModelServer models = ScriptedModelServer.start()) {
      models.model("id-birch", Script.answer("An answer about okapis"));
      models.model("id-maple", Script.status(500, "{\"error\":\"" + KEY + "\"}"));
      String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
      try (TestArena arena =
          TestArena.withModels(
              TestArena.models(models.baseUrl(), KEY, "birch", "maple"),
              "--tiltyard.traces.enabled=true",
              "--tiltyard.traces.endpoint=" + endpoint,
              "--tiltyard.traces.share=1",
              "--management.opentelemetry.tracing.export.schedule-delay=50ms",
              "--tiltyard.battle.retry-delay=1ms")) {
        Voter voter = arena.newVoter();
        String battle = voter.start("Tell me of the secret quagga");
        voter.events(battle);
        voter.get("/battles/" + battle + "?q=quagga", "application/json");

        within(
            Duration.ofSeconds(20),
            "all of it is traced",
            () ->
                all().contains("http get /battles/{id}")
                    && all().contains("http post /battles")
                    && all().contains("first token")
                    && all().contains("unavailable"));
      }
      assertThat(all())
          .contains("service.name", "tiltyard", "chat", "birch")
          .doesNotContain("quagga", "okapis", KEY, "127.0.0.1");
    } finally {
      collector.stop(0);
    }
  }

  private String all() {
    return String.join("\n", sent);
  }
}
