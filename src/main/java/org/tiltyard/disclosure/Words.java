package org.tiltyard.disclosure;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;

/** Words around a place in a text. */
final class Words {

  private static final int NEAR = 48;

  private Words() {}

  /** Whether the character is of a script that puts no spaces between words. */
  static boolean isWithoutSpaces(char c) {
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  /**
   * Whether one of the words stands shortly before the place, in the same line or the one before.
   *
   * @param words in lower case; parts of words count, so that stems find inflected forms
   */
  static boolean before(String text, int place, List<String> words) {
    return any(text.substring(Math.max(0, place - NEAR), place), words);
  }

  /** Whether one of the words stands shortly before or after. */
  static boolean near(String text, int start, int end, List<String> words) {
    return before(text, start, words)
        || any(text.substring(end, Math.min(text.length(), end + NEAR / 2)), words);
  }

  private static boolean any(String around, List<String> words) {
    String lower = around.toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(word -> contains(lower, word));
  }

  /** Latin words of up to three letters count as whole words only; other scripts' are stems. */
  private static boolean contains(String text, String word) {
    int at = text.indexOf(word);
    if (at < 0 || word.length() > 3 || word.charAt(0) > 'z') {
      return at >= 0;
    }
    while (at >= 0) {
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      int end = at + word.length();
      if (begins && (end == text.length() || !Character.isLetter(text.charAt(end)))) {
        return true;
      }
      at = text.indexOf(word, at + 1);
    }
    return false;
  }
}
