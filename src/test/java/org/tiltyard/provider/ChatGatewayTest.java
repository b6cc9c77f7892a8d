package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tiltyard.provider.GatewayFixture.Answer;
import tools.jackson.databind.JsonNode;

class ChatGatewayTest {

  private final GatewayFixture arena = new GatewayFixture();
  private final ScriptedModelServer server = arena.server;

  @AfterEach
  void stop() throws Exception {
    arena.close();
  }

  @Test
  void streamsAnAnswerWithUsageReasonAndModel() {
    server.model("good", Script.answer("Hello", ", ", "world"));

    Answer answer = arena.ask("good");

    assertThat(answer.text()).isEqualTo("Hello, world");
    assertThat(answer.finished()).isEqualTo(new Chunk.Finished("stop", "good", new Usage(10, 3)));
  }

  @Test
  void givesEveryDeltaAsSoonAsItIsThere() throws Exception {
    Gate gate = new Gate();
    server.model(
        "paused", Script.stream().text("one").pause(gate).text("two").finish("stop").done());

    try (ChatStream stream = arena.open("paused")) {
      assertThat(stream.next()).isEqualTo(new Chunk.Text("one"));
      gate.release();
      assertThat(stream.next()).isEqualTo(new Chunk.Text("two"));
      assertThat(stream.next()).isEqualTo(new Chunk.Finished("stop", "paused", null));
      assertThat(stream.next()).isNull();
    }
  }

  @Test
  void sendsRolesHistorySamplingAndKey() throws Exception {
    server.model("good", Script.answer("ok"));
    ChatRequest request =
        new ChatRequest(
            "good",
            List.of(
                ChatMessage.system("Be brief."),
                ChatMessage.user("Hi \uD83D\uDE00 \uD83D"),
                ChatMessage.assistant("Hello."),
                ChatMessage.user("Bye\0")),
            new Sampling(0.7, 0.9, 2048));

    try (ChatStream stream = arena.gateway.open(arena.endpoint, request)) {
      GatewayFixture.read(stream);
    }

    Received received = server.awaitReceived("good", 1);
    assertThat(received.path()).isEqualTo("/v1/chat/completions");
    assertThat(received.header("Authorization")).contains("Bearer " + GatewayFixture.KEY);
    assertThat(received.header("User-Agent")).contains("Tiltyard");
    assertThat(received.header("Accept-Encoding")).contains("identity");
    JsonNode body = received.body();
    assertThat(body.path("messages"))
        .extracting(
            message -> message.path("role").asString() + ": " + message.path("content").asString())
        .containsExactly("system: Be brief.", "user: Hi 😀 �", "assistant: Hello.", "user: Bye�");
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.7);
    assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
    assertThat(body.path("max_tokens").asInt()).isEqualTo(2048);
    assertThat(body.path("stream").asBoolean()).isTrue();
    assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
  }

  @Test
  void leavesOutWhatIsNotAskedFor() throws Exception {
    server.model("good", Script.answer("ok"));
    arena.keys.put(arena.endpoint.id(), " ");

    arena.ask("good");

    Received received = server.awaitReceived("good", 1);
    assertThat(received.header("Authorization")).isEmpty();
    assertThat(received.body().propertyNames())
        .containsExactlyInAnyOrder("model", "messages", "stream", "stream_options");
  }

  @Test
  void usesAConnectionAgainAfterAWholeAnswer() {
    server.model("good", Script.answer("ok"));

    for (int i = 0; i < 5; i++) {
      assertThat(arena.ask("good").text()).isEqualTo("ok");
    }

    assertThat(server.acceptedConnections()).isEqualTo(1);
  }

  static List<Arguments> waysToReason() {
    Script stream = Script.stream();
    return List.of(
        arguments("reasoning_content", stream.reasoning("wh").reasoning("y").text("so")),
        arguments("reasoning", stream.delta("{\"reasoning\":\"why\"}").text("so")),
        arguments("tags", stream.text("<think>why</think>\n\nso")),
        arguments(
            "split tags",
            stream.text("<th").text("ink>w").text("hy</").text("think").text(">").text("so")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToReason")
  void keepsReasoningApart(String way, Script script) {
    server.model("thinker", script.finish("stop").done());

    Answer answer = arena.ask("thinker");

    assertThat(answer.reasoning()).isEqualTo("why");
    assertThat(answer.text()).isEqualTo("so");
  }

  @Test
  void joinsASurrogatePairThatIsSplitOverTwoDeltas() {
    server.model(
        "splitter",
        Script.stream()
            .delta("{\"content\":\"a\\ud83d\"}")
            .delta("{\"content\":\"\\ude00b\"}")
            .delta("{\"content\":\"\\ud83d\"}")
            .finish("stop")
            .done());

    assertThat(arena.ask("splitter").text()).isEqualTo("a😀b�");
  }

  @Test
  void readsBytesThatArriveOneByOne() {
    server.model(
        "drops", Script.stream().inPiecesOf(1).text("é漢😀").text("<think>").finish("stop").done());

    assertThat(arena.ask("drops").text()).isEqualTo("é漢😀<think>");
  }

  @Test
  void readsALineOfOneMegabyte() throws Exception {
    String large = "x".repeat(300_000) + "y".repeat(100);
    server.model(
        "large",
        Script.stream()
            .event("{\"ignored\":\"" + "z".repeat(1 << 20) + "\"}")
            .text(large)
            .finish("stop")
            .done());

    assertThat(arena.ask("large").text()).isEqualTo(large);
  }

  @Test
  void takesAWholeCompletionFromAServerThatDoesNotStream() {
    server.model(
        "whole",
        Script.status(
            200,
            "{\"model\":\"whole-1\",\"choices\":[{\"message\":{\"content\":\"all at once\"},"
                + "\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":3}}"));

    Answer answer = arena.ask("whole");

    assertThat(answer.text()).isEqualTo("all at once");
    assertThat(answer.finished()).isEqualTo(new Chunk.Finished("stop", "whole-1", new Usage(1, 3)));
  }

  @Test
  void doesNotWaitForAServerThatKeepsTheStreamOpenAfterTheEnd() {
    server.model("lingering", Script.stream().text("ok").finish("stop").done().hang());

    assertThat(arena.ask("lingering").finished()).isNotNull();
  }

  @Test
  void learnsWhatAServerDoesNotUnderstand() {
    server.model(
        "picky",
        request -> {
          for (String name : List.of("stream_options", "max_tokens", "temperature")) {
            if (request.body().has(name)) {
              return Script.status(
                  400, "{\"error\":{\"message\":\"Unsupported parameter: '" + name + "'\"}}");
            }
          }
          return Script.answer("ok");
        });
    ChatRequest request =
        new ChatRequest("picky", List.of(ChatMessage.user("x")), new Sampling(0.5, 1.0, 7));

    for (int i = 0; i < 2; i++) {
      try (ChatStream stream = arena.gateway.open(arena.endpoint, request)) {
        assertThat(GatewayFixture.read(stream).text()).isEqualTo("ok");
      }
    }

    assertThat(server.received()).hasSize(5);
    JsonNode last = server.received().getLast().body();
    assertThat(last.propertyNames())
        .containsExactlyInAnyOrder("model", "messages", "stream", "top_p", "max_completion_tokens");
    assertThat(last.path("max_completion_tokens").asInt()).isEqualTo(7);
  }

  @Test
  void warmsUpWithAConversationOfItsOwn() {
    assertThat(new WarmUp(arena.gateway).converse()).isTrue();
  }
}
