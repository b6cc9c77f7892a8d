package org.tiltyard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every demo program. */
class DemoProgramTest {

  private static final List<String> PROMPTS =
      List.of(
          "hello",
          "What is the difference between OpenCL and CUDA?",
          "今日は猫と遊びました。",
          "Привет, как дела?",
          "ما هو الطقس اليوم؟",
          "👩‍👩‍👧",
          "???",
          "```python\nprint(1 + 1)\n```",
          "a\u0000b\u202Ec \ud83d |x| **y** <script>alert(1)</script>",
          "()".repeat(3_000),
          "((((".repeat(3_000),
          "2^".repeat(2_000) + "2",
          "my ".repeat(4_000),
          "9".repeat(12_000),
          "\n".repeat(12_000));

  static List<DemoProgram> programs() {
    DemoModels models = new DemoModels();
    return models.all().stream().map(model -> models.program(model.name()).orElseThrow()).toList();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void answersAnythingWithTheSameTextForTheSameSeed(DemoProgram program) {
    for (String prompt : PROMPTS) {
      String reply = program.reply(Conversation.of(prompt), new SplittableRandom(5));
      assertThat(reply).isNotBlank().hasSizeLessThan(20_000);
      assertThat(program.reply(Conversation.of(prompt), new SplittableRandom(5))).isEqualTo(reply);
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void answersOnlyInWholeCharacters(DemoProgram program) {
    String reply =
        program.reply(Conversation.of("𝒳 is 😀😀😀".repeat(40)), new SplittableRandom(1));
    assertThat(reply.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void saysPlainlyThatItIsNotALanguageModel(DemoProgram program) {
    assertThat(program.model().description()).contains("A small program, not a language model");
    assertThat(program.model().organisation()).isEqualTo("Tiltyard demo");
    assertThat(program.model().name()).startsWith("demo-");
  }

  @Test
  void differFromEachOtherOnTheSamePrompt() {
    assertThat(programs())
        .hasSizeGreaterThanOrEqualTo(3)
        .extracting(program ->
            program.reply(Conversation.of("Tell me about time."), new SplittableRandom(3)))
        .doesNotHaveDuplicates();
  }
}
