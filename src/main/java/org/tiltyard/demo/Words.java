package org.tiltyard.demo;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the words of a text are, in any script. */
final class Words {

  /** Anything longer is cut: no language has such words. */
  private static final int LONGEST = 60;

  private Words() {}

  /** Start and end of each word; a Han character counts as a word, since nothing separates them. */
  static List<int[]> spans(String text) {
    BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
    breaks.setText(text);
    List<int[]> spans = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      if (!text.substring(start, end).codePoints().anyMatch(Character::isLetterOrDigit)) {
        continue;
      }
      split(text, start, end, isHan(text.codePointAt(start)) ? 1 : LONGEST, spans);
    }
    return spans;
  }

  private static void split(String text, int start, int end, int length, List<int[]> spans) {
    int at = start;
    while (at < end) {
      int next = text.offsetByCodePoints(at, Math.min(length, text.codePointCount(at, end)));
      if (Character.isLetterOrDigit(text.codePointAt(at))) {
        spans.add(new int[] {at, next});
      }
      at = next;
    }
  }

  static boolean isHan(int character) {
    return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
  }
}
