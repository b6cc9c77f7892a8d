package org.tiltyard.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class ChunkParserTest {

  @Test
  void readsWhatAnAnswerNeedsAndPassesOverTheRest() {
    ChunkParser.Delta delta =
        parse(
            """
            {"id":"x","model":"m-1","system_fingerprint":null,"choices":[{"index":0,
             "logprobs":{"content":[{"token":"a","top_logprobs":[]}]},
             "delta":{"role":"assistant","content":"a","tool_calls":[{"function":{"name":"f"}}]},
             "finish_reason":"stop","content_filter_results":{"hate":{"filtered":false}}}],
             "usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,
             "completion_tokens_details":{"reasoning_tokens":1}}}
            """);

    assertThat(delta.model).isEqualTo("m-1");
    assertThat(delta.text).isEqualTo("a");
    assertThat(delta.finishReason).isEqualTo("stop");
    assertThat(delta.usage).isEqualTo(new Usage(3, 4));
    assertThat(delta.choices).isTrue();
    assertThat(delta.error).isFalse();
  }

  @Test
  void readsUsageWithoutChoices() {
    ChunkParser.Delta delta =
        parse("{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}");

    assertThat(delta.usage).isEqualTo(new Usage(1, 2));
    assertThat(delta.choices).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reasoning_content", "reasoning"})
  void readsReasoningUnderEitherName(String name) {
    ChunkParser.Delta delta =
        parse("{\"choices\":[{\"delta\":{\"content\":null,\"" + name + "\":\"hm\"}}]}");

    assertThat(delta.reasoning).isEqualTo("hm");
    assertThat(delta.text).isNull();
  }

  @Test
  void countsReasoningOnceWhenItComesUnderBothNames() {
    ChunkParser.Delta delta =
        parse("{\"choices\":[{\"delta\":{\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"}}]}");

    assertThat(delta.reasoning).isEqualTo("hm");
  }

  @Test
  void readsContentInParts() {
    ChunkParser.Delta delta =
        parse(
            """
            {"choices":[{"delta":{"content":[
              {"type":"thinking","thinking":[{"type":"text","text":"why"}]},
              {"type":"text","text":"be"},{"type":"text","text":"cause"}]}}]}
            """);

    assertThat(delta.reasoning).isEqualTo("why");
    assertThat(delta.text).isEqualTo("because");
  }

  @Test
  void readsAWholeCompletion() {
    assertThat(parse("{\"choices\":[{\"message\":{\"content\":\"all\"}}]}").text).isEqualTo("all");
  }

  @Test
  void replacesBytesThatAreNoUtf8() {
    byte[] bytes = "{\"choices\":[{\"delta\":{\"content\":\"a\u00FFb\"}}]}".getBytes(ISO_8859_1);

    assertThat(ChunkParser.parse(bytes, 0, bytes.length).text).isEqualTo("a\uFFFDb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"x\"}}",
        "{\"error\":\"x\"}",
        "{\"object\":\"error\",\"message\":\"x\"}",
        "42",
        "[]"
      })
  void tellsErrors(String json) {
    assertThat(parse(json).error).isTrue();
  }

  @Test
  void takesAnEmptyErrorForNone() {
    assertThat(parse("{\"error\":null,\"choices\":[]}").error).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "{\"choices\":[{", "{\"choices\":[{\"delta\"", "{]"})
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(JacksonException.class);
  }

  private static ChunkParser.Delta parse(String json) {
    byte[] bytes = ("padding" + json).getBytes(UTF_8);
    return ChunkParser.parse(bytes, 7, bytes.length - 7);
  }
}
