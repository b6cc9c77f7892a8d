package org.tiltyard.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is worked out from the texts of a conversation. */
class TraitsTest {

  private static List<Message> conversation(String prompt, String... more) {
    List<Message> messages = new java.util.ArrayList<>(List.of(Message.user(prompt)));
    for (String text : more) {
      messages.add(messages.getLast().isUsers() ? Message.assistant(text) : Message.user(text));
    }
    return messages;
  }

  private static boolean isCode(String prompt, String answer) {
    return Traits.isCode(conversation(prompt, answer), conversation(prompt, "Well."));
  }

  private static boolean isRefusal(String answer) {
    return Traits.isRefusal(conversation("Help", "Sure."), conversation("Help", answer));
  }

  /** The counts are those of OpenAI's own tokenizer for these texts. */
  @Test
  void tokensAreThoseOfCl100k() {
    assertThat(Tokens.of("hello world")).isEqualTo(2);
    assertThat(Tokens.of("tiktoken is great!")).isEqualTo(6);
    assertThat(Tokens.of("antidisestablishmentarianism")).isEqualTo(6);
    assertThat(Tokens.of("2 + 2 = 4")).isEqualTo(7);
    assertThat(Tokens.of("お誕生日おめでとう")).isEqualTo(9);
    assertThat(Tokens.of("")).isZero();
    assertThat(Tokens.of("<|endoftext|>")).as("text, not a command").isGreaterThan(1);
  }

  @Test
  void veryLongWordsTakeNoVeryLongTime() {
    assertThat(Tokens.of("a".repeat(1_000_000))).isBetween(100_000, 200_000);
  }

  @Test
  void sumsAndContextsAreOfTheMessagesTheyName() {
    ConvMetadata metadata =
        Traits.convMetadata(
            conversation("hello world", "hello", "hello world", "hello world"),
            conversation("hello world", "hello world", "hello world", "hello"));

    assertThat(metadata.sumUserTokens()).isEqualTo(4);
    assertThat(metadata.sumAssistantATokens()).isEqualTo(3);
    assertThat(metadata.sumAssistantBTokens()).isEqualTo(3);
    assertThat(metadata.contextATokens()).isEqualTo(5);
    assertThat(metadata.contextBTokens()).isEqualTo(6);
    assertThat(metadata.turns()).isEqualTo(2);
  }

  @Test
  void markdownIsCountedAndCodeIsNot() {
    String answer =
        """
        # One
        ## Two
        ### Three ###
        #NotOne

        Setext
        ======

        - item
        - item
          * nested
        + other

        1. first
        2) second

        A **bold**, a __strong__, a **bold** word; 2**3**4 and `**code**`.

        ```markdown
        # Not counted
        - nor this
        **nor this**
        ```

            # nor indented
        """;

    ConvMetadata metadata =
        Traits.convMetadata(
            conversation("# Prompt\n- do not count", answer, "again", "**x**"),
            conversation("x", "plain"));

    assertThat(metadata.headerCountA()).isEqualTo(new ConvMetadata.Headers(2, 1, 1, 0, 0, 0));
    assertThat(metadata.listCountA()).isEqualTo(new ConvMetadata.Lists(2, 4));
    assertThat(metadata.boldCountA().underscores()).isEqualTo(1);
    assertThat(metadata.boldCountA().asterisks()).isEqualTo(4);
    assertThat(metadata.headerCountB()).isEqualTo(new ConvMetadata.Headers(0, 0, 0, 0, 0, 0));
    assertThat(metadata.boldCountB()).isEqualTo(new ConvMetadata.Bold(0, 0));
  }

  @Test
  void deepMarkdownIsCountedWithoutRunningOutOfStack() {
    Traits.convMetadata(
        conversation("x", "> ".repeat(20_000) + "x", "x", "**a ".repeat(20_000)),
        conversation("x", "[".repeat(20_000), "x", "- ".repeat(20_000) + "x"));
  }

  @Test
  void noTextTakesVeryLong() {
    for (String ugly :
        List.of(
            "\n",
            "\n ",
            "def f(",
            "def f()",
            ")",
            "class a",
            "public ",
            "SELECT ",
            "function(",
            "I'm sorry ",
            "[",
            "![",
            "*a ",
            "_a",
            "`",
            "```\n",
            "<",
            "<a ",
            "- ",
            "> ",
            "1. ",
            "&",
            "\\",
            "||",
            "a](",
            "\u0301")) {
      List<Message> conversation =
          conversation(ugly.repeat(200_000 / ugly.length()), ugly.repeat(200_000 / ugly.length()));
      assertThat(Traits.isRefusal(conversation, conversation)).isFalse();
      assertThat(Traits.isCode(conversation, List.of())).isEqualTo(ugly.startsWith("`"));
      assertThat(Traits.convMetadata(conversation, List.of()).turns()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Write a quicksort in Python.",
        "Was macht dieser C++-Code?",
        "def f(x):\n    return x + 1",
        "Why does\n  SELECT name FROM users\nfail?",
        "#include <stdio.h>\nwhat is this"
      })
  void promptsAboutCodeAreKnown(String prompt) {
    assertThat(isCode(prompt, "Well.")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Write a poem about the sea.",
        "What is the capital of France?",
        "Define class struggle.",
        "I have to go; let me know where you are from",
        "Explain the importance of imports to the economy."
      })
  void otherPromptsAreNot(String prompt) {
    assertThat(isCode(prompt, "Well, that is a long story.")).isFalse();
  }

  @Test
  void answersWithAFenceAreCode() {
    assertThat(isCode("Add numbers", "Here:\n```\n1 + 1\n```")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I'm sorry, but I can't assist with that request.",
        "I’m sorry, but I cannot help with that.",
        "I cannot provide instructions for that.",
        "As an AI language model, I don't have opinions.",
        "Es tut mir leid, aber ich kann dabei nicht helfen.",
        "Lo siento, pero no puedo ayudar con eso.",
        "Désolé, je ne peux pas répondre.",
        "Извините, но я не могу помочь с этим.",
        "抱歉，我无法提供这类信息。",
        "申し訳ありませんが、お手伝いできません。"
      })
  void refusalsAreKnown(String answer) {
    assertThat(isRefusal(answer)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sure! Here is how to do it.",
        "I'm sorry to hear that. Here is what helps.",
        "You can't divide by zero.",
        "The song is called “I Can't Get No Satisfaction”.",
        "Es tut mir leid zu hören, dass es dir schlecht geht."
      })
  void otherAnswersAreNot(String answer) {
    assertThat(isRefusal(answer)).isFalse();
  }

  @Test
  void promptsThatDifferInNothingThatMattersHaveOneHash() {
    assertThat(Prompts.hash("  Hello\u00A0 WORLD\n")).isEqualTo(Prompts.hash("hello world"));
    assertThat(Prompts.hash("ＨＥＬＬＯ\u200B world")).isEqualTo(Prompts.hash("hello world"));
    assertThat(Prompts.hash("Stra\u00DFe")).isEqualTo(Prompts.hash("STRASSE"));
    assertThat(Prompts.hash("cafe\u0301")).isEqualTo(Prompts.hash("café"));
    assertThat(Prompts.hash("hello")).isNotEqualTo(Prompts.hash("hallo"));
    assertThat(Prompts.hash(conversation("a", "b", "c")))
        .isEqualTo(Prompts.hash(conversation("A", "x", "C")))
        .isNotEqualTo(Prompts.hash(conversation("ac", "x")));
  }
}
