package org.tiltyard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tiltyard.demo.Conversation.Message;
import org.tiltyard.demo.Conversation.Role;

class ElizaTest {

  private final Eliza eliza = new Eliza();

  /** Every answer that some seed gives. */
  private Set<String> answers(Conversation conversation) {
    Set<String> answers = new HashSet<>();
    IntStream.range(0, 60)
        .forEach(seed -> answers.add(eliza.reply(conversation, new SplittableRandom(seed))));
    return answers;
  }

  @Test
  void turnsPronounsRound() {
    assertThat(answers(Conversation.of("I think you are wrong about me")))
        .contains("What speaks against it, that I am wrong about you?")
        .noneMatch(answer -> answer.contains("wrong about me"));
    assertThat(answers(Conversation.of("My mother never listens to me")))
        .contains("Your mother never listens to you. How does that sit with you?");
  }

  @Test
  void followsTheKeywordOfHighestRank() {
    assertThat(answers(Conversation.of("What is it with my father, who is always at work?")))
        .allMatch(answer -> answer.toLowerCase(Locale.ROOT).contains("father"));
  }

  @Test
  void takesTheClauseThatHoldsTheKeyword() {
    assertThat(answers(Conversation.of("It rains. I dreamed of a green door! Well then.")))
        .contains("Really, a green door? Had you wished for it while awake?");
  }

  @Test
  void understandsContractions() {
    assertThat(answers(Conversation.of("I’m tired of my keyboard")))
        .allMatch(answer -> answer.contains("tired of your keyboard"));
  }

  @Test
  void comesBackToWhatWasSaidBefore() {
    assertThat(answers(Conversation.of("Well, my garden is dry", "Hm")))
        .anyMatch(answer -> answer.startsWith("Let us go back to your garden"));
  }

  @Test
  void doesNotRepeatItselfWhileThereIsSomethingNewToSay() {
    List<Message> messages = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (int turn = 0; turn < 3; turn++) {
      messages.add(new Message(Role.USER, "I remember the sea"));
      String reply = eliza.reply(new Conversation(messages), new SplittableRandom(1));
      assertThat(said.add(reply)).isTrue();
      messages.add(new Message(Role.ASSISTANT, reply));
    }
  }

  @Test
  void quotesWhatItCannotRead() {
    assertThat(answers(Conversation.of("今日は疲れました。")))
        .allMatch(answer -> answer.contains("今日は疲れました"));
  }

  @Test
  void refusesALineThatIsNoScript() {
    assertThatThrownBy(() -> ElizaScript.parse("key 1 a\n  shout b"))
        .hasMessageContaining("not a line of a script: shout b");
    assertThatThrownBy(() -> ElizaScript.parse("key 1 a\n  if @nobody\n"))
        .hasMessageContaining("no such group: @nobody");
  }
}
