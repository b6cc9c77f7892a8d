package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tiltyard.provider.Finding.Kind;
import org.tiltyard.shared.Vaults;

class ModelProbeTest {

  private final GatewayFixture arena = new GatewayFixture();
  private final ModelProbe probe =
      new ModelProbe(
          arena.gateway,
          new EndpointSecrets(
              GatewayFixture.UNUSED, arena.keys, Vaults.fresh(), GatewayFixture.CLOCK));

  @AfterEach
  void stop() throws IOException {
    arena.close();
  }

  private ModelProbe.Report ask(Endpoint endpoint) {
    return probe.ask(endpoint, request(), Prices.UNKNOWN, text -> {});
  }

  private static ChatRequest request() {
    return new ChatRequest("m", List.of(ChatMessage.user("hi")), Sampling.PROVIDER_DEFAULTS);
  }

  private Kind findingAfter(Script script) {
    arena.server.model("m", script);
    return ask(arena.endpoint).findings().getFirst().kind();
  }

  @Test
  void measuresAGoodAnswer() {
    arena.server.model("m", Script.answer("Hel", "lo"));
    List<String> pieces = new ArrayList<>();

    ModelProbe.Report report =
        probe.ask(arena.endpoint, request(), new Prices(2.0, 10.0), pieces::add);

    assertThat(report.passed()).isTrue();
    assertThat(report.findings()).isEmpty();
    assertThat(report.text()).isEqualTo("Hello");
    assertThat(String.join("", pieces)).isEqualTo("Hello");
    assertThat(report.firstToken()).isNotNull().isLessThanOrEqualTo(report.total());
    assertThat(report.usage()).isEqualTo(new Usage(10, 2));
    assertThat(report.costUsd()).hasValue((10 * 2.0 + 2 * 10.0) / 1_000_000);
    assertThat(report.tokensPerSecond()).isPresent();
    assertThat(report.finishReason()).isEqualTo("stop");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|{\"error\":{\"message\":\"Incorrect API key\"}}|WRONG_KEY",
        "400|{\"error\":{\"message\":\"API key not valid\"}}|WRONG_KEY",
        "403|{\"error\":{\"message\":\"no access\"}}|FORBIDDEN",
        "404|{\"error\":{\"code\":\"model_not_found\"}}|WRONG_MODEL",
        "400|{\"error\":{\"message\":\"The model x does not exist\"}}|WRONG_MODEL",
        "404|{\"detail\":\"Not Found\"}|WRONG_PATH",
        "307|moved|REDIRECTED",
        "402|{\"error\":{\"message\":\"pay\"}}|NO_CREDIT",
        "429|{\"error\":{\"code\":\"insufficient_quota\"}}|NO_CREDIT",
        "429|{\"error\":{\"message\":\"slow down\"}}|RATE_LIMITED",
        "500|{\"error\":{\"message\":\"out of memory\"}}|SERVER_ERROR",
        "400|{\"error\":{\"message\":\"unexpected field\"}}|REQUEST_REFUSED",
        "400|{\"error\":{\"code\":\"context_length_exceeded\"}}|TOO_LONG"
      })
  void namesWhatAStatusMeans(int status, String body, Kind kind) {
    assertThat(findingAfter(Script.status(status, body))).isEqualTo(kind);
  }

  @Test
  void namesWhatAnOddAnswerMeans() {
    assertThat(findingAfter(Script.respond(200, "text/html", "<html>"))).isEqualTo(Kind.WEB_PAGE);
    assertThat(findingAfter(Script.stream().raw("data: nonsense\n\n")))
        .isEqualTo(Kind.NO_CHAT_SERVER);
    assertThat(findingAfter(Script.stream().finish("stop").usage(1, 0).done()))
        .isEqualTo(Kind.EMPTY_ANSWER);
    assertThat(findingAfter(Script.stream().text("x").finish("stop").done()))
        .isEqualTo(Kind.NO_USAGE);
    assertThat(findingAfter(Script.stream().text("x").finish("length").usage(1, 1).done()))
        .isEqualTo(Kind.CUT_SHORT);
  }

  @Test
  void namesWhyThereIsNoConnection() throws IOException {
    assertThat(at("http://nowhere.invalid/v1")).isEqualTo(Kind.UNKNOWN_HOST);
    assertThat(at("http://169.254.169.254/v1")).isEqualTo(Kind.ADDRESS_REFUSED);
    int port;
    try (var socket = new java.net.ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(at("http://127.0.0.1:" + port + "/v1")).isEqualTo(Kind.UNREACHABLE);
  }

  private Kind at(String baseUrl) {
    Endpoint endpoint = Endpoint.configured("x", baseUrl, Instant.EPOCH);
    return ask(endpoint).findings().getFirst().kind();
  }

  @Test
  void tellsAMissingKeyFromAWrongOne() {
    arena.keys.put(arena.endpoint.id(), "");

    assertThat(findingAfter(Script.status(401, "{}"))).isEqualTo(Kind.NO_KEY);
  }

  @Test
  void whatOnlyMakesAnAnswerLessUsefulIsNoFailure() {
    arena.server.model("m", Script.stream().text("x").finish("length").done());

    assertThat(ask(arena.endpoint).passed()).isTrue();
  }
}
