package org.tiltyard.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A prompt taken apart into its words. */
record PromptText(String plain, List<int[]> spans, Map<String, Integer> counts) {

  private static final int CHARACTERS_READ = 20_000;

  static PromptText of(String prompt) {
    String plain =
        prompt
            .substring(0, Math.min(prompt.length(), CHARACTERS_READ))
            .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\s]+", " ");
    List<int[]> spans = Words.spans(plain);
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int[] span : spans) {
      counts.merge(plain.substring(span[0], span[1]).toLowerCase(Locale.ROOT), 1, Integer::sum);
    }
    return new PromptText(plain, spans, counts);
  }

  List<String> words() {
    return spans.stream().map(span -> plain.substring(span[0], span[1])).toList();
  }

  long characters() {
    return plain.codePointCount(0, plain.length());
  }

  long letters() {
    return plain.codePoints().filter(Character::isLetter).count();
  }

  long sentences() {
    return Math.max(1, plain.split("[.!?。！？؟।]+(?=\\s|$|\\p{IsHan})").length);
  }

  /** At 150 words a minute, or 240 where a word is one Han character. */
  long secondsAloud() {
    long han = words().stream().filter(word -> Words.isHan(word.codePointAt(0))).count();
    return Math.max(1, Math.round((spans.size() - han) / 2.5 + han / 4.0));
  }

  /** How often a word, in lower case, stands in the text. */
  int count(String word) {
    return counts.getOrDefault(word, 0);
  }

  /** Start and end of each place where a word, in lower case, stands. */
  List<int[]> places(String word) {
    return spans.stream()
        .filter(span -> plain.substring(span[0], span[1]).toLowerCase(Locale.ROOT).equals(word))
        .toList();
  }

  /** A place with what stands around it, the word in brackets in the middle column. */
  String line(int[] place, int width) {
    String before = plain.substring(0, place[0]);
    String after = plain.substring(place[1]);
    String left =
        before.substring(
            before.offsetByCodePoints(
                before.length(), -Math.min(width, before.codePointCount(0, before.length()))));
    String right =
        after.substring(
            0,
            after.offsetByCodePoints(0, Math.min(width, after.codePointCount(0, after.length()))));
    String padding = " ".repeat(width - left.codePointCount(0, left.length()));
    return (padding + left + "[" + plain.substring(place[0], place[1]) + "]" + right)
        .stripTrailing();
  }

  List<String> palindromes() {
    return counts.keySet().stream()
        .filter(word -> word.codePointCount(0, word.length()) > 2)
        .filter(word -> new StringBuilder(word).reverse().toString().equals(word))
        .limit(5)
        .toList();
  }
}
