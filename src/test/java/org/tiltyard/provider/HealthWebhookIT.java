package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;
import org.tiltyard.testing.Eventually;
import org.tiltyard.testing.TestArena;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a webhook gets, from an arena to a real server. */
class HealthWebhookIT {

  private static final String SECRET = "a secret of some length";

  private static final List<String> REFUSED =
      List.of(
          "http://169.254.169.254/latest/meta-data/",
          "http://[::ffff:169.254.169.254]/",
          "http://2852039166/",
          "http://metadata.google.internal/",
          "http://user:password@127.0.0.1/",
          "http://0x7f.1/",
          "ftp://127.0.0.1/",
          "http://0.0.0.0/");

  private static final Duration SOON = Duration.ofSeconds(30);

  /** One request as it came. */
  private record Arrived(String id, String timestamp, String signature, String body) {}

  private final Queue<Arrived> arrived = new ConcurrentLinkedQueue<>();
  private final List<Integer> statuses = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // before each test
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  private synchronized void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    arrived.add(
        new Arrived(
            exchange.getRequestHeaders().getFirst("webhook-id"),
            exchange.getRequestHeaders().getFirst("webhook-timestamp"),
            exchange.getRequestHeaders().getFirst("webhook-signature"),
            body));
    int status = statuses.isEmpty() ? 204 : statuses.removeFirst();
    exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static TestArena arena(String url) {
    return TestArena.start(
        "--tiltyard.health.webhook-url=" + url, "--tiltyard.health.webhook-secret=" + SECRET);
  }

  private String url() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
  }

  private static void tell(TestArena arena) {
    Instant now = Instant.now();
    RouteFailure why = new RouteFailure(FailureKind.REFUSED, "wrong key", now);
    arena
        .part(HealthWebhook.class)
        .enqueue("health.out", "maple", new Route(EndpointId.random(), "id"), why, null, now);
  }

  private static HealthWebhook.Latest latest(TestArena arena) {
    return arena.part(HealthWebhook.class).latest().orElseThrow();
  }

  @Test
  void aMessageIsSignedAndSentAgainUntilItArrives() {
    statuses.addAll(List.of(500, 302));
    try (TestArena arena = arena(url())) {
      tell(arena);
      Eventually.within(SOON, "the first attempt failed", () -> latest(arena).attempts() == 1);
      hurry(arena, 2);
      hurry(arena, 3);
      Eventually.within(SOON, "it was sent", () -> latest(arena).state().equals("sent"));
      assertThat(arrived).hasSize(3);
      assertThat(arrived.stream().map(Arrived::id).distinct()).hasSize(1);
      Arrived last = List.copyOf(arrived).getLast();
      assertThat(last.signature())
          .isEqualTo(
              HealthWebhook.signature(
                  SECRET, last.id() + "." + last.timestamp() + "." + last.body()));
      JsonNode body = new JsonMapper().readTree(last.body());
      assertThat(body.get("type").asString()).isEqualTo("health.out");
      assertThat(body.at("/data/models").asString()).isEqualTo("maple");
      assertThat(body.at("/data/reason").asString()).isEqualTo("refused");
    }
  }

  /** Pauses between attempts are minutes; the test moves the date instead. */
  private static void hurry(TestArena arena, int attempt) {
    Eventually.within(
        SOON,
        "attempt " + attempt,
        () -> {
          arena
              .database()
              .sql(
                  "update webhook_message set next_attempt_at = created_at"
                      + " where state = 'waiting' and problem is not null and attempts < ?")
              .param(attempt)
              .update();
          return latest(arena).attempts() >= attempt;
        });
  }

  @Test
  void aSignatureIsTheOneOfTheSpecification() {
    // The example of the Standard Webhooks specification's reference libraries.
    assertThat(
            HealthWebhook.signature(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void whatTheAddressGuardRefusesIsNeverCalled() {
    try (TestArena arena = arena(url())) {
      OutboundHttp outbound = arena.part(OutboundHttp.class);
      JdbcClient database = arena.database();
      for (String refused : REFUSED) {
        HealthSettings elsewhere = HealthFixture.withWebhook(refused);
        HealthWebhook webhook =
            new HealthWebhook(
                database, outbound, Live.of(elsewhere), new JsonMapper(), arena.part(Time.class));
        assertThat(webhook.problemOfSending("id", "{}"))
            .as(refused)
            .containsAnyOf("address", "host");
      }
      assertThat(arrived).isEmpty();
    }
  }
}
