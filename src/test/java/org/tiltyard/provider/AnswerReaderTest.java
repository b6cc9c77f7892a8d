package org.tiltyard.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

  private static final String ANSWER =
      event("{\"role\":\"assistant\",\"content\":\"\"}", null)
          + ": keep-alive\n\n"
          + event("{\"content\":\"<think>hm 漢\"}", null)
          + event("{\"content\":\"字</think>\\n\"}", null)
          + event("{\"content\":\"é\\ud83d\"}", null)
          + event("{\"content\":\"\\ude00 😀\"}", null)
          + event("{}", "stop")
          + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":6}}\n\n"
          + "data: [DONE]\n\n";

  @Test
  void readsTheSameAnswerWhereverTheBytesAreCut() throws Exception {
    for (String lineEnd : List.of("\n", "\r\n")) {
      byte[] bytes = ANSWER.replace("\n", lineEnd).getBytes(UTF_8);
      for (int cut = 0; cut <= bytes.length; cut++) {
        Answer answer = read(new Trickle(bytes, cut, cut % 2 == 0 ? bytes.length : 1));

        assertThat(answer.reasoning()).isEqualTo("hm 漢字");
        assertThat(answer.text()).isEqualTo("é😀 😀");
        assertThat(answer.finished()).isEqualTo(new Chunk.Finished("stop", "m", new Usage(5, 6)));
      }
    }
  }

  @Test
  void finishesWithoutTheClosingWordWhenTheReasonWasGiven() throws Exception {
    assertThat(read(event("{\"content\":\"a\"}", "length")).finished().finishReason())
        .isEqualTo("length");
  }

  @Test
  void finishesWithoutAReasonWhenTheClosingWordWasGiven() throws Exception {
    assertThat(read(event("{\"content\":\"a\"}", null) + "data: [DONE]\n\n").finished())
        .isEqualTo(new Chunk.Finished("stop", "m", null));
  }

  @Test
  void givesTheTextOfAFilteredAnswerThatHasSome() throws Exception {
    Answer answer = read(event("{\"content\":\"so far\"}", "content_filter"));

    assertThat(answer.text()).isEqualTo("so far");
    assertThat(answer.finished().finishReason()).isEqualTo("content_filter");
  }

  @Test
  void passesOverCallsOfTools() throws Exception {
    Answer answer =
        read(
            event("{\"tool_calls\":[{\"index\":0,\"function\":{}}]}", null)
                + event("{}", "tool_calls"));

    assertThat(answer.text()).isEmpty();
    assertThat(answer.finished().finishReason()).isEqualTo("tool_calls");
  }

  @Test
  void endsAnAnswerAtTheCapWithoutCuttingAPair() throws Exception {
    Answer answer = read(event("{\"content\":\"" + "x".repeat(99) + "😀 and more\"}", null));

    assertThat(answer.text()).isEqualTo("x".repeat(99));
    assertThat(answer.finished().finishReason()).isEqualTo("length");
  }

  @Nested
  class Failing {

    @Test
    void anEarlyEndIsUnavailable() {
      assertFails(event("{\"content\":\"a\"}", null), FailureKind.UNAVAILABLE);
    }

    @Test
    void anEmptyBodyIsUnavailable() {
      assertFails("", FailureKind.UNAVAILABLE);
    }

    @Test
    void anythingButAnEventStreamIsMalformed() {
      assertFails("%PDF-1.7\nwhat\nis this\n", FailureKind.MALFORMED);
      assertFails("data: {\"unknown\":1}\n\n", FailureKind.MALFORMED);
      assertFails("data: [DONE]\n\n", FailureKind.MALFORMED);
      assertFails("data: {\"choices\":[{\n\n", FailureKind.MALFORMED);
      assertFails("data: 17\n\n", FailureKind.MALFORMED);
    }

    @Test
    void aFilteredAnswerWithoutTextIsFiltered() {
      assertFails(event("{}", "content_filter"), FailureKind.FILTERED);
    }

    @Test
    void aRefusalWithoutTextIsFiltered() {
      assertFails(
          event("{\"refusal\":\"I will \"}", null) + event("{\"refusal\":\"not\"}", "stop"),
          FailureKind.FILTERED);
    }

    @Test
    void anErrorInTheStreamIsSortedAfterTheTextBeforeIt() {
      assertFails(
          event("{\"content\":\"a\"}", null) + "data: {\"error\":{\"code\":429}}\n\n",
          FailureKind.RATE_LIMITED);
    }

    private void assertFails(String stream, FailureKind kind) {
      assertThatExceptionOfType(RawFailure.class)
          .isThrownBy(() -> read(stream))
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
    }
  }

  private record Answer(String text, String reasoning, Chunk.Finished finished) {}

  private static Answer read(String stream) throws IOException, RawFailure {
    byte[] bytes = stream.getBytes(UTF_8);
    return read(new Trickle(bytes, bytes.length, 1));
  }

  private static Answer read(InputStream body) throws IOException, RawFailure {
    AnswerReader reader = new AnswerReader(body, 1 << 20, 100, () -> {});
    StringBuilder text = new StringBuilder();
    StringBuilder reasoning = new StringBuilder();
    while (true) {
      Chunk chunk = reader.next();
      switch (chunk) {
        case Chunk.Text(String words) -> text.append(words);
        case Chunk.Reasoning(String words) -> reasoning.append(words);
        case Chunk.Finished finished -> {
          return new Answer(text.toString(), reasoning.toString(), finished);
        }
      }
    }
  }

  private static String event(String delta, @Nullable String finish) {
    return "data: " + Script.chunk("m", delta, finish) + "\n\n";
  }
}
