package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/** Real answers over real HTTP, and what is noted of them. */
class MonitoredStreamTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final GatewayFixture fixture = new GatewayFixture();
  private final RouteWatches watches = new RouteWatches();
  private final Live<HealthSettings> settings = Live.of(HealthFixture.DEFAULTS);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MonitoredGateway gateway =
      new MonitoredGateway(
          fixture.gateway,
          watches,
          Route::model,
          new ProviderMeters(registry, Tracer.NOOP),
          settings,
          new Time(Clock.fixed(NOW, ZoneOffset.UTC)));

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private ChatStream open(Script script) {
    fixture.server.model("good", script);
    List<ChatMessage> messages = List.of(ChatMessage.user("hello"));
    return gateway.open(
        fixture.endpoint, new ChatRequest("good", messages, Sampling.PROVIDER_DEFAULTS));
  }

  private RouteWatch watch() {
    return watches.of(new Route(fixture.endpoint.id(), "good"));
  }

  private RouteFigures after(Script script) {
    GatewayFixture.read(open(script));
    RouteFigures figures = watch().changedFigures(NOW);
    return figures == null ? RouteFigures.NONE : figures;
  }

  private double calls(String phase) {
    return registry.get("tiltyard.provider.calls").tag("phase", phase).gauge().value();
  }

  @Test
  void aCallIsMeasuredFromItsRequestToItsEnd() throws ChatFailure {
    ChatStream stream = open(Script.answer("Hello", " world"));
    assertThat(calls("waiting")).isZero();
    assertThat(stream.next()).isNotNull();
    assertThat(calls("writing")).isEqualTo(1);

    stream.close();
    stream.close();

    assertThat(calls("waiting")).isZero();
    assertThat(calls("writing")).isZero();
    assertThat(registry.get("tiltyard.first.token").tag("model", "good").timer().count())
        .isEqualTo(1);
  }

  @Test
  void namesBeyondAHundredAreOne() {
    ProviderMeters meters = new ProviderMeters(registry, Tracer.NOOP);
    for (int i = 0; i < 150; i++) {
      meters.firstToken("model-" + i, 10);
    }
    assertThat(registry.find("tiltyard.first.token").timers()).hasSize(101);
    assertThat(registry.get("tiltyard.first.token").tag("model", "others").timer().count())
        .isEqualTo(50);
  }

  @Test
  void anAnswerIsASuccessWithATimeToItsFirstToken() {
    RouteFigures figures = after(Script.answer("Hello", " world"));
    assertThat(figures.successes()).isEqualTo(1);
    assertThat(figures.firstTokenMillis()).hasSize(1);
  }

  @Test
  void aRefusalIsAFailureInTheProvidersWords() {
    RouteFigures figures =
        after(Script.status(401, "{\"error\":{\"message\":\"no: " + GatewayFixture.KEY + "\"}}"));
    assertThat(figures.failures()).isEqualTo(1);
    Circuit circuit = Circuit.fresh(NOW.minusSeconds(1), settings.get());
    RouteFailure failure =
        Objects.requireNonNull(
            watch().judge(circuit, NOW, settings.get(), new HealthFixture.Even()).failure());
    assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
    assertThat(failure.detail()).contains("no: ").doesNotContain(GatewayFixture.KEY);
  }

  @Test
  void aFailureIsNotedOnceHoweverOftenItIsThrown() {
    ChatStream stream = open(Script.status(500, "{}"));
    GatewayFixture.read(stream);
    GatewayFixture.read(stream);
    assertThat(watch().changedFigures(NOW)).isEqualTo(new RouteFigures(0, 1, new int[0]));
  }

  @Test
  void anEndWithoutAWordIsAFailure() {
    assertThat(after(Script.stream().finish("stop").done()).failures()).isEqualTo(1);
  }

  @Test
  void aFilterOrALimitOrALongConversationSaysNothingOfTheRoute() {
    assertThat(after(Script.stream().finish("content_filter").done()).calls()).isZero();
    assertThat(after(Script.stream().reasoning("Hm").finish("length").done()).calls()).isZero();
    String tooLong = "{\"error\":{\"code\":\"context_length_exceeded\"}}";
    assertThat(after(Script.status(400, tooLong)).calls()).isZero();
  }

  @Test
  void aStreamThatIsClosedHereSaysNothingOfTheRoute() throws ChatFailure {
    ChatStream stream = open(Script.stream().text("One").hang());
    assertThat(stream.next()).isEqualTo(new Chunk.Text("One"));
    stream.close();
    GatewayFixture.read(stream);
    assertThat(watch().changedFigures(NOW)).isNull();
  }

  @Test
  void aProbeIsContentWithOneTokenAndLeaves() throws InterruptedException {
    fixture.server.model("slow", Script.stream().endless("tick ", 50));
    Probe.Result result = probe().ask(fixture.endpoint, "slow");
    assertThat(result.failure()).isNull();
    assertThat(result.firstTokenMillis()).isNotNegative();
    fixture.server.awaitCutShort(1);
    assertThat(fixture.server.received("slow").getFirst().body().path("max_tokens").asInt())
        .isEqualTo(1);
  }

  @Test
  void aModelThatWantsMoreTokensIsThere() {
    String complaint = "{\"error\":{\"message\":\"max_tokens or model output limit was reached\"}}";
    fixture.server.model("thinker", Script.status(400, complaint));
    assertThat(probe().ask(fixture.endpoint, "thinker").failure()).isNull();
  }

  @Test
  void aKnockNeedsNoRequest() throws ChatFailure {
    probe().knock(fixture.endpoint);
    assertThat(fixture.server.received()).isEmpty();
  }

  @Test
  void aKnockWhereNobodyListensFails() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Endpoint nobody = Endpoint.configured("nobody", "http://127.0.0.1:" + port + "/v1", NOW);
    assertThatThrownBy(() -> probe().knock(nobody))
        .isInstanceOfSatisfying(
            ChatFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE));
  }

  private Probe probe() {
    return new Probe(
        fixture.gateway,
        GatewayFixture.limits(GatewayFixture.LONG, GatewayFixture.LONG, GatewayFixture.LONG),
        new Time(Clock.fixed(NOW, ZoneOffset.UTC)));
  }
}
