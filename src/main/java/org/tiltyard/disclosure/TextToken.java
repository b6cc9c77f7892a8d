package org.tiltyard.disclosure;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of a text that names are compared by: letters of one script, or digits. In scripts that
 * put no spaces between words every character is a token. So “GPT-4”, “gpt 4” and “gpt4” are the
 * same tokens, and a Latin name within Chinese is one too.
 *
 * @param word in small letters, wide forms as usual ones
 * @param start in UTF-16 units of the text
 * @param capital whether it begins with a capital letter
 */
record TextToken(String word, int start, int end, UnicodeScript script, boolean capital) {

  private static final char LONG_VOWEL = 'ー';

  static List<TextToken> of(String text) {
    List<TextToken> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (!isPart(codePoint)) {
        at += Character.charCount(codePoint);
        continue;
      }
      UnicodeScript script = scriptOf(codePoint);
      int end = endOfRun(text, at, script);
      tokens.add(
          new TextToken(
              normal(text.substring(at, end)), at, end, script, Character.isUpperCase(codePoint)));
      at = end;
    }
    return tokens;
  }

  /** The words of a name or phrase. */
  static List<String> words(String text) {
    return of(text).stream().map(TextToken::word).toList();
  }

  private static int endOfRun(String text, int start, UnicodeScript script) {
    int end = start + Character.charCount(text.codePointAt(start));
    while (end < text.length()) {
      int next = text.codePointAt(end);
      boolean mark = isMark(next);
      if (!mark && (isUnspaced(script) || !isPart(next) || scriptOf(next) != script)) {
        break;
      }
      end += Character.charCount(next);
    }
    return end;
  }

  private static boolean isPart(int codePoint) {
    return Character.isLetterOrDigit(codePoint);
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /** Digits of all scripts are COMMON. */
  private static UnicodeScript scriptOf(int codePoint) {
    if (Character.isDigit(codePoint)) {
      return UnicodeScript.COMMON;
    }
    return codePoint == LONG_VOWEL ? UnicodeScript.KATAKANA : UnicodeScript.of(codePoint);
  }

  private static boolean isUnspaced(UnicodeScript script) {
    return switch (script) {
      case HAN, HIRAGANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  boolean isUnspaced() {
    return isUnspaced(script);
  }

  boolean isNumber() {
    return script == UnicodeScript.COMMON;
  }

  private static String normal(String part) {
    if (part.chars().allMatch(c -> c < 0x80)) {
      return part.toLowerCase(Locale.ROOT);
    }
    String plain = Normalizer.normalize(part, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    StringBuilder digits = new StringBuilder(plain.length());
    plain
        .codePoints()
        .forEach(c -> {
          if (Character.isDigit(c)) {
            digits.append(Character.digit(c, 10));
          } else {
            digits.appendCodePoint(c);
          }
        });
    return digits.toString();
  }
}
