package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkSplitterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "<think>why</think>because|why|because",
        "\\n <think>\\nwhy</think>\\n\\nbecause |\\nwhy|because ",
        "<think></think>because||because",
        "<think>a </thin b</think>c|a </thin b|c",
        "<think>a<</think>c|a<|c",
        "<think>never closed </thi|never closed </thi|",
        "plain||plain",
        " <thin air|| <thin air",
        "<thinking>||<thinking>",
        "<||<",
        "Look: <think>x</think>||Look: <think>x</think>",
        "<think>a</think>b<think>c</think>|a|b<think>c</think>",
        "<think>a</think>\\n |a|"
      })
  void splitsTheSameWhereverTheTextIsCut(String whole, String reasoning, String text) {
    String input = whole.replace("\\n", "\n");
    String expectedReasoning = reasoning == null ? "" : reasoning.replace("\\n", "\n");
    String expectedText = text == null ? "" : text.replace("\\n", "\n");

    for (int cut = 0; cut <= input.length(); cut++) {
      assertThat(split(List.of(input.substring(0, cut), input.substring(cut))))
          .containsExactly(expectedReasoning, expectedText);
    }
    assertThat(split(input.chars().mapToObj(Character::toString).toList()))
        .containsExactly(expectedReasoning, expectedText);
  }

  private static List<String> split(List<String> deltas) {
    StringBuilder text = new StringBuilder();
    StringBuilder reasoning = new StringBuilder();
    ThinkSplitter splitter = new ThinkSplitter(text::append, reasoning::append);
    deltas.forEach(splitter::next);
    splitter.finish();
    return List.of(reasoning.toString(), text.toString());
  }
}
