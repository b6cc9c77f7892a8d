package org.tiltyard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConcordanceTest {

  private final Concordance concordance = new Concordance();

  private String reply(String... prompts) {
    return concordance.reply(Conversation.of(prompts), new SplittableRandom(1));
  }

  @Test
  void countsTheWordsOfThePrompt() {
    assertThat(reply("The cat saw the other cat. Level!"))
        .contains("**7 words** in 2 sentences: 25 letters, 5 different words")
        .contains("$5 / 7 \\approx 0.71$")
        .contains("| the | 2 | 28.6 % | 3 |", "| cat | 2 | 28.6 % | 3 |")
        .contains("Reads the same backwards: *level*")
        .contains("3 of 5 different words stand there only once");
  }

  @Test
  void showsWordsInTheirContextInACodeBlock() {
    assertThat(reply("Read the river. The river reads you."))
        .contains("```text\n" + " ".repeat(15) + "Read the [river]. The river reads you.\n")
        .contains("\n" + " ".repeat(4) + "Read the river. The [river] reads you.\n```");
  }

  @Test
  void keepsTheCodeBlockShutWhateverThePromptHolds() {
    String reply = reply("````` fences ```` fences ``` fences");
    String fence = reply.lines().filter(line -> line.endsWith("text")).findFirst().orElseThrow();
    assertThat(fence.indexOf('t')).isGreaterThan(5);
  }

  @Test
  void comparesWithEarlierPrompts() {
    assertThat(reply("A red boat", "The red car"))
        .contains("you used 1 before in this conversation (*red*)");
  }

  @Test
  void countsCharactersWhereNothingSeparatesWords() {
    assertThat(reply("我喜欢猫。猫喜欢我。")).contains("**8 words** in 2 sentences").contains("| 猫 | 2 |");
    assertThat(reply("สวัสดีครับ")).contains("word");
  }

  @Test
  void saysSoWhenThereAreNoWords() {
    assertThat(reply("?!"))
        .isEqualTo(
            "I count words, and your prompt has none: it is 2 characters long, none of them"
                + " letters.");
  }
}
