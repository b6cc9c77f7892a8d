package org.tiltyard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MarkovTest {

  private static final String TEXT = Resources.text("alice.txt");
  private static final Chain CHAIN = new Chain(TEXT);

  private final Markov markov = new Markov();

  private static List<List<String>> triples(List<String> sentence) {
    List<String> padded = new ArrayList<>(List.of("", ""));
    padded.addAll(sentence);
    padded.addAll(List.of("", ""));
    List<List<String>> triples = new ArrayList<>();
    for (int at = 2; at < padded.size(); at++) {
      triples.add(List.copyOf(padded.subList(at - 2, at + 1)));
    }
    return triples;
  }

  @Test
  void worksFromAWholeBook() {
    assertThat(TEXT.length()).isGreaterThan(60_000);
    assertThat(CHAIN.words()).hasSizeGreaterThan(2_000);
  }

  @Test
  void anyThreeNeighboursOfASentenceAreNeighboursInTheBook() {
    Set<List<String>> known = new HashSet<>();
    TEXT.lines()
        .flatMap(paragraph -> Chain.sentences(paragraph).stream())
        .forEach(sentence -> known.addAll(triples(sentence)));
    for (int seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      assertThat(known.containsAll(triples(CHAIN.sentence(random)))).isTrue();
      assertThat(known.containsAll(triples(CHAIN.sentenceWith("queen", random)))).isTrue();
    }
  }

  @Test
  void inventsSentencesThatTheBookDoesNotHold() {
    Set<List<String>> book = new HashSet<>();
    TEXT.lines().forEach(paragraph -> book.addAll(Chain.sentences(paragraph)));
    long invented =
        new SplittableRandom(1)
            .longs(100)
            .mapToObj(seed -> CHAIN.sentence(new SplittableRandom(seed)))
            .filter(sentence -> !book.contains(sentence))
            .count();
    assertThat(invented).isGreaterThan(50);
  }

  @Test
  void growsSentencesAroundWordsOfThePrompt() {
    for (String word : List.of("caterpillar", "tea", "croquet", "knife")) {
      String reply =
          markov.reply(Conversation.of("Explain the " + word + "!"), new SplittableRandom(4));
      assertThat(reply.toLowerCase(Locale.ROOT)).contains(word);
    }
  }

  @Test
  void goesBackToEarlierPromptsWhenTheNewestSaysNothingItKnows() {
    Conversation conversation = Conversation.of("A mushroom?", "xyzzy");
    assertThat(markov.reply(conversation, new SplittableRandom(2)).toLowerCase(Locale.ROOT))
        .contains("mushroom");
  }

  @Test
  void writesSentencesWithCapitalsAndEndMarks() {
    assertThat(Markov.written(List.of("the", "Queen", ",", "--", "off", "--", "and", "he", ",")))
        .isEqualTo("The Queen,—off—and he.");
    assertThat(Markov.written(List.of(",", "why", "?"))).isEqualTo("Why?");
  }
}
