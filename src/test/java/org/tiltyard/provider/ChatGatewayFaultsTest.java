package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;
import org.tiltyard.provider.GatewayFixture.Answer;

class ChatGatewayFaultsTest {

  static List<Arguments> faults() {
    Script begun = Script.stream().text("so far");
    String html = "<html><body>Sign in</body></html>";
    return List.of(
        arguments("401", Script.status(401, "{}"), FailureKind.REFUSED, ""),
        arguments("403", Script.status(403, ""), FailureKind.REFUSED, ""),
        arguments("404", Script.status(404, "no"), FailureKind.REFUSED, ""),
        arguments("429", Script.status(429, "{}"), FailureKind.RATE_LIMITED, ""),
        arguments("500", Script.status(500, "{}"), FailureKind.UNAVAILABLE, ""),
        arguments("503", Script.respond(503, "text/html", html), FailureKind.UNAVAILABLE, ""),
        arguments("full context", Script.status(400, tooLong()), FailureKind.TOO_LONG, ""),
        arguments("filter", Script.status(400, filtered()), FailureKind.FILTERED, ""),
        arguments(
            "redirect",
            Script.empty().head(302, "text/plain", "Location: /v1/chat/completions"),
            FailureKind.REFUSED,
            ""),
        arguments("web page", Script.respond(200, "text/html", html), FailureKind.MALFORMED, ""),
        arguments(
            "plain text",
            Script.respond(200, "text/plain", "it\nworks"),
            FailureKind.MALFORMED,
            ""),
        arguments("garbage", begun.event("{{{"), FailureKind.MALFORMED, "so far"),
        arguments("broken JSON", Script.status(200, "{\"choices\":"), FailureKind.MALFORMED, ""),
        arguments("nothing", Script.stream(), FailureKind.UNAVAILABLE, ""),
        arguments("early end", begun, FailureKind.UNAVAILABLE, "so far"),
        arguments("early close", begun.closeEarly(), FailureKind.UNAVAILABLE, "so far"),
        arguments("no reply", Script.empty().closeEarly(), FailureKind.UNAVAILABLE, ""),
        arguments(
            "error in the stream",
            begun.event("{\"error\":{\"message\":\"overloaded\"}}"),
            FailureKind.UNAVAILABLE,
            "so far"),
        arguments(
            "refusal",
            Script.stream().delta("{\"refusal\":\"no\"}").finish("stop").done(),
            FailureKind.FILTERED,
            ""),
        arguments(
            "filtered", Script.stream().finish("content_filter").done(), FailureKind.FILTERED, ""));
  }

  @ParameterizedTest(name = "{0} is {2}")
  @MethodSource("faults")
  void sortsWhatServersDoWrong(String fault, Script script, FailureKind kind, String text)
      throws IOException {
    try (GatewayFixture arena = new GatewayFixture()) {
      arena.server.model("bad", script);

      Answer answer = arena.ask("bad");

      assertThat(answer.kind()).as(answer.detail()).isEqualTo(kind);
      assertThat(answer.text()).isEqualTo(text);
      assertThat(arena.server.received()).hasSize(1);
    }
  }

  @Test
  void tellsTheSameFailureAgain() throws Exception {
    try (GatewayFixture arena = new GatewayFixture()) {
      arena.server.model("bad", Script.status(429, "{\"error\":{\"message\":\"slow down\"}}"));

      try (ChatStream stream = arena.open("bad")) {
        ChatFailure first = GatewayFixture.read(stream).failure();

        assertThatThrownBy(stream::next).isSameAs(first);
        assertThat(first)
            .extracting(ChatFailure::status, ChatFailure::detail)
            .containsExactly(OptionalInt.of(429), "{\"error\":{\"message\":\"slow down\"}}");
      }
    }
  }

  @Test
  void neverTellsTheKey() throws IOException {
    try (GatewayFixture arena = new GatewayFixture()) {
      String key = GatewayFixture.KEY;
      String escaped = key.replace("/", "\\/");
      List<Script> tellers =
          List.of(
              Script.status(401, "{\"error\":{\"message\":\"Incorrect key " + key + "\"}}"),
              Script.status(401, "{\"error\":{\"message\":\"Incorrect key " + escaped + "\"}}"),
              Script.respond(500, "text/plain", "x".repeat(3990) + key + key),
              Script.respond(200, "text/html", "<pre>Authorization: Bearer " + key + "</pre>"),
              Script.stream().event("{\"error\":{\"message\":\"" + key + "\"}}"),
              Script.stream().event("not json " + key));
      for (Script teller : tellers) {
        arena.server.model("teller", teller);

        Answer answer = arena.ask("teller");

        assertThat(answer.detail()).isNotEmpty().doesNotContain("0123").doesNotContain("456789");
        assertThat(String.valueOf(answer.failure())).doesNotContain("0123");
      }
    }
  }

  @Nested
  class Limits {

    @Test
    void anAnswerThatNeverBeginsTimesOut() throws Exception {
      for (Script script :
          List.of(
              Script.silent(),
              Script.stream().hang(),
              Script.stream().delta("{\"role\":\"assistant\",\"content\":\"\"}").hang())) {
        assertTimesOut(script, firstTokenSoon(), "", "first token");
      }
    }

    @Test
    void keepAliveCommentsAreNoToken() throws Exception {
      Script comments = Script.stream();
      for (int i = 0; i < 3; i++) {
        comments = comments.comment("processing").wait(GatewayFixture.SHORT);
      }
      assertTimesOut(comments.hang(), firstTokenSoon(), "", "first token");
    }

    @Test
    void anAnswerThatStopsHalfwayTimesOut() throws Exception {
      ProviderSettings limits =
          GatewayFixture.limits(GatewayFixture.LONG, GatewayFixture.SHORT, GatewayFixture.LONG);
      assertTimesOut(Script.stream().text("so far").hang(), limits, "so far", "next token");
    }

    @Test
    void anAnswerThatNeverEndsTimesOut() throws Exception {
      ProviderSettings limits =
          GatewayFixture.limits(
              GatewayFixture.LONG, GatewayFixture.LONG, GatewayFixture.SHORT.multipliedBy(3));
      try (GatewayFixture arena = new GatewayFixture(limits)) {
        arena.server.model("endless", Script.stream().endless("tick ", 100));

        Answer answer = arena.ask("endless");

        assertThat(answer.kind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(answer.text()).startsWith("tick tick ");
        arena.server.awaitCutShort(1);
      }
    }

    @Test
    void aReaderThatTakesItsTimeIsNotTheServersFault() throws Exception {
      ProviderSettings limits =
          GatewayFixture.limits(GatewayFixture.LONG, GatewayFixture.SHORT, GatewayFixture.LONG);
      try (GatewayFixture arena = new GatewayFixture(limits)) {
        arena.server.model("stuck", Script.stream().text("so far").hang());
        arena.server.model(
            "good", Script.stream().text("one").text("two").finish("stop").done().hang());

        try (ChatStream stream = arena.open("good")) {
          assertThat(stream.next()).isEqualTo(new Chunk.Text("one"));
          for (int i = 0; i < 3; i++) {
            assertThat(arena.ask("stuck").kind()).isEqualTo(FailureKind.TIMED_OUT);
          }
          assertThat(stream.next()).isEqualTo(new Chunk.Text("two"));
          assertThat(stream.next()).isInstanceOf(Chunk.Finished.class);
        }
      }
    }

    @Test
    void anAnswerIsWholeWhenOnlyTheEndOfTheStreamIsMissing() throws Exception {
      ProviderSettings limits =
          GatewayFixture.limits(GatewayFixture.LONG, GatewayFixture.SHORT, GatewayFixture.LONG);
      try (GatewayFixture arena = new GatewayFixture(limits)) {
        String last = Script.chunk("lingering", "{\"content\":\"all\"}", "stop");
        arena.server.model("lingering", Script.stream().event(last).hang());

        Answer answer = arena.ask("lingering");

        assertThat(answer.text()).isEqualTo("all");
        assertThat(answer.finished()).isEqualTo(new Chunk.Finished("stop", "lingering", null));
        arena.server.awaitCutShort(1);
      }
    }

    @Test
    void anAnswerIsEndedAtItsCap() throws Exception {
      try (GatewayFixture arena = new GatewayFixture(caps(DataSize.ofMegabytes(4), 1000))) {
        arena.server.model("endless", Script.stream().endless("0123456789ABCDEF", 0));

        Answer answer = arena.ask("endless");

        assertThat(answer.text()).hasSize(1000);
        assertThat(answer.finished()).isEqualTo(new Chunk.Finished("length", "endless", null));
        arena.server.awaitCutShort(1);
      }
    }

    @Test
    void aLineOverTheCapIsMalformed() throws Exception {
      try (GatewayFixture arena = new GatewayFixture(caps(DataSize.ofKilobytes(64), 1000))) {
        arena.server.model("wide", Script.stream().text("a").raw("data: ").endlessly("x"));

        Answer answer = arena.ask("wide");

        assertThat(answer.kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(answer.text()).isEqualTo("a");
        arena.server.awaitCutShort(1);
      }
    }

    private static ProviderSettings firstTokenSoon() {
      return GatewayFixture.limits(GatewayFixture.SHORT, GatewayFixture.LONG, GatewayFixture.LONG);
    }

    private static ProviderSettings caps(DataSize line, int answer) {
      ProviderSettings usual =
          GatewayFixture.limits(GatewayFixture.LONG, GatewayFixture.LONG, GatewayFixture.LONG);
      return new ProviderSettings(
          usual.connectTimeout(),
          usual.firstTokenTimeout(),
          usual.betweenTokensTimeout(),
          usual.totalTimeout(),
          line,
          answer);
    }

    private static void assertTimesOut(
        Script script, ProviderSettings limits, String text, String detail) throws Exception {
      try (GatewayFixture arena = new GatewayFixture(limits)) {
        arena.server.model("slow", script);

        Answer answer = arena.ask("slow");

        assertThat(answer.kind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(answer.text()).isEqualTo(text);
        assertThat(answer.detail()).contains(detail);
        arena.server.awaitCutShort(1);
      }
    }
  }

  @Nested
  class Unreachable {

    @Test
    void nobodyListens() throws IOException {
      int port;
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      assertFails("http://127.0.0.1:" + port + "/v1", FailureKind.UNAVAILABLE);
    }

    @Test
    void thereIsNoSuchName() throws IOException {
      assertFails("http://no-such-host.invalid/v1", FailureKind.UNAVAILABLE);
    }

    @Test
    void theAddressIsNoneForTheWeb() throws IOException {
      assertFails("ftp://127.0.0.1/v1", FailureKind.REFUSED);
      assertFails("file:///etc/passwd", FailureKind.REFUSED);
      assertFails("", FailureKind.REFUSED);
    }

    @Test
    void theAddressIsNeverAllowed() throws IOException {
      assertFails("http://169.254.169.254/v1", FailureKind.REFUSED);
      assertFails("http://[fe80::1]/v1", FailureKind.REFUSED);
      assertFails("http://2852039166/v1", FailureKind.REFUSED);
    }

    private void assertFails(String baseUrl, FailureKind kind) throws IOException {
      try (GatewayFixture arena = new GatewayFixture()) {
        Answer answer =
            GatewayFixture.ask(
                arena.gateway, Endpoint.configured("elsewhere", baseUrl, Instant.EPOCH));

        assertThat(answer.kind()).as(answer.detail()).isEqualTo(kind);
      }
    }
  }

  private static String tooLong() {
    return "{\"error\":{\"message\":\"This model's maximum context length is 8192 tokens\","
        + "\"code\":\"context_length_exceeded\",\"param\":\"messages\"}}";
  }

  private static String filtered() {
    return "{\"error\":{\"message\":\"Triggering the content management policy\","
        + "\"code\":\"content_filter\"}}";
  }
}
