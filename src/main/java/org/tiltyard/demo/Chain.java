package org.tiltyard.demo;

import java.text.BreakIterator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Markov chain of order two over the sentences of a text, walkable both ways: from a word in the
 * middle backwards to the start of a sentence and forwards to its end. Any three neighbours of a
 * generated sentence are neighbours in the text. Immutable.
 */
final class Chain {

  /** Stands before the first and after the last word of a sentence; never part of a text. */
  private static final String EDGE = "";

  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{N}]+(?:['-][\\p{L}\\p{N}]+)*|--|[.,;:!?]");
  private static final int LONGEST_SENTENCE = 45;

  private record Pair(String first, String second) {}

  private final Map<Pair, List<String>> following = new HashMap<>();
  private final Map<Pair, List<String>> preceding = new HashMap<>();
  private final Map<String, List<Pair>> occurrences = new HashMap<>();

  Chain(String text) {
    text.lines().flatMap(paragraph -> sentences(paragraph).stream()).forEach(this::learn);
  }

  /** The sentences of a paragraph, each as its words and marks; quotation marks are left out. */
  static List<List<String>> sentences(String paragraph) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(paragraph);
    List<List<String>> sentences = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      List<String> tokens =
          TOKEN.matcher(paragraph.substring(start, end)).results().map(MatchResult::group).toList();
      if (tokens.stream().anyMatch(Chain::isWord)) {
        sentences.add(tokens);
      }
    }
    return sentences;
  }

  private void learn(List<String> sentence) {
    List<String> padded = new ArrayList<>(List.of(EDGE, EDGE));
    padded.addAll(sentence);
    padded.addAll(List.of(EDGE, EDGE));
    for (int at = 2; at < padded.size(); at++) {
      String before = padded.get(at - 2);
      String middle = padded.get(at - 1);
      String here = padded.get(at);
      following.computeIfAbsent(new Pair(before, middle), pair -> new ArrayList<>()).add(here);
      preceding.computeIfAbsent(new Pair(middle, here), pair -> new ArrayList<>()).add(before);
      if (isWord(middle)) {
        occurrences
            .computeIfAbsent(middle.toLowerCase(Locale.ROOT), word -> new ArrayList<>())
            .add(new Pair(middle, here));
      }
    }
  }

  /** How often a word, in lower case, stands in the text. */
  int count(String word) {
    return occurrences.getOrDefault(word, List.of()).size();
  }

  /** Every different word of the text, in lower case. */
  Set<String> words() {
    return occurrences.keySet();
  }

  /** A sentence from a random start. */
  List<String> sentence(RandomGenerator random) {
    String first = pick(following.get(new Pair(EDGE, EDGE)), random);
    String second = pick(following.get(new Pair(EDGE, first)), random);
    return walk(new Pair(first, second), random);
  }

  /** A sentence that holds the word, which must be one of the text's. */
  List<String> sentenceWith(String word, RandomGenerator random) {
    return walk(pick(occurrences.get(word), random), random);
  }

  private List<String> walk(Pair seed, RandomGenerator random) {
    Deque<String> sentence = new ArrayDeque<>(List.of(seed.first()));
    if (!seed.second().equals(EDGE)) {
      sentence.add(seed.second());
    }
    Pair left = seed;
    while (!left.first().equals(EDGE)) {
      String before = nearEdge(preceding.get(left), sentence.size(), random);
      if (!before.equals(EDGE)) {
        sentence.addFirst(before);
      }
      left = new Pair(before, left.first());
    }
    Pair right = seed;
    while (!right.second().equals(EDGE)) {
      String after = nearEdge(following.get(right), sentence.size(), random);
      if (!after.equals(EDGE)) {
        sentence.addLast(after);
      }
      right = new Pair(right.second(), after);
    }
    return List.copyOf(sentence);
  }

  /** One of the choices; the edge when a sentence has grown long and could end here. */
  private static String nearEdge(
      @Nullable List<String> choices, int length, RandomGenerator random) {
    return choices != null && length > LONGEST_SENTENCE && choices.contains(EDGE)
        ? EDGE
        : pick(choices, random);
  }

  private static <T> T pick(@Nullable List<T> choices, RandomGenerator random) {
    if (choices == null) {
      throw new IllegalArgumentException("not in the text");
    }
    return choices.get(random.nextInt(choices.size()));
  }

  static boolean isWord(String token) {
    return !token.isEmpty() && Character.isLetterOrDigit(token.codePointAt(0));
  }
}
