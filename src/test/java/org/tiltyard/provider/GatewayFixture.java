package org.tiltyard.provider;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.unit.DataSize;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.shared.Time;
import org.tiltyard.shared.Vaults;

/** A scripted server, a gateway and an endpoint that leads from the one to the other. */
final class GatewayFixture implements AutoCloseable {

  static final String KEY = "key-0123/456789+abc";
  static final Duration LONG = Duration.ofSeconds(20);
  static final Duration SHORT = Duration.ofMillis(150);

  static final Time CLOCK = new Time(Clock.systemUTC());

  /** A database without tables: an endpoint from the configuration without limits needs none. */
  static final JdbcClient UNUSED =
      JdbcClient.create(new DriverManagerDataSource("jdbc:h2:mem:unused"));

  final ScriptedModelServer server = ScriptedModelServer.start();
  final EndpointKeys keys = new EndpointKeys();
  final Endpoint endpoint = Endpoint.configured("scripted", server.baseUrl() + "/", Instant.EPOCH);
  final OutboundHttp outbound;
  final OpenAiGateway gateway;

  GatewayFixture() {
    this(limits(LONG, LONG, LONG));
  }

  GatewayFixture(ProviderSettings settings) {
    keys.put(endpoint.id(), KEY);
    outbound = new OutboundHttp(settings.connectTimeout(), true);
    gateway =
        new OpenAiGateway(
            settings,
            new EndpointSecrets(UNUSED, keys, Vaults.fresh(), CLOCK),
            new EndpointMeter(
                UNUSED, new StaticListableBeanFactory().getBeanProvider(ServedModels.class), CLOCK),
            new StaticListableBeanFactory().getBeanProvider(BuiltInEndpoint.class),
            outbound);
  }

  static ProviderSettings limits(Duration firstToken, Duration betweenTokens, Duration total) {
    return new ProviderSettings(
        Duration.ofSeconds(2), firstToken, betweenTokens, total, DataSize.ofMegabytes(4), 400_000);
  }

  ChatStream open(String model) {
    return open(gateway, endpoint, model);
  }

  /** The whole answer, or as much of it as there was before the failure. */
  Answer ask(String model) {
    return read(open(model));
  }

  static Answer ask(ChatGateway gateway, Endpoint endpoint) {
    return read(open(gateway, endpoint, "good"));
  }

  private static ChatStream open(ChatGateway gateway, Endpoint endpoint, String model) {
    List<ChatMessage> messages = List.of(ChatMessage.user("hello"));
    return gateway.open(endpoint, new ChatRequest(model, messages, Sampling.PROVIDER_DEFAULTS));
  }

  static Answer read(ChatStream stream) {
    StringBuilder text = new StringBuilder();
    StringBuilder reasoning = new StringBuilder();
    Chunk.Finished last = null;
    try {
      for (Chunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
        switch (chunk) {
          case Chunk.Text(String words) -> text.append(words);
          case Chunk.Reasoning(String words) -> reasoning.append(words);
          case Chunk.Finished finished -> last = finished;
        }
      }
      return new Answer(text.toString(), reasoning.toString(), last, null);
    } catch (ChatFailure failure) {
      return new Answer(text.toString(), reasoning.toString(), null, failure);
    }
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    outbound.close();
    server.close();
  }

  /** Exactly one of finished and failure is there. */
  record Answer(
      String text,
      String reasoning,
      Chunk.@Nullable Finished finished,
      @Nullable ChatFailure failure) {

    @Nullable FailureKind kind() {
      return failure == null ? null : failure.kind();
    }

    String detail() {
      return failure == null ? "" : failure.detail();
    }
  }
}
