package org.tiltyard.moderation;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Words and phrases that are found whole: "class" is no match for another word within it. Case,
 * width, invisible characters and runs of blanks make no difference. Scripts that are written
 * without blanks between words (Chinese, Japanese, Thai and others) have no edges to look at, so
 * there a word is found anywhere; a Korean word is found with particles after it.
 */
final class WordList {

  private static final Set<UnicodeScript> WITHOUT_BLANKS =
      Set.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TIBETAN,
          UnicodeScript.YI);

  private final Set<String> words;

  private WordList(Set<String> words) {
    this.words = words;
  }

  static WordList of(List<String> written) {
    Set<String> words = new LinkedHashSet<>();
    for (String one : written) {
      String word = plain(one).strip();
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return new WordList(words);
  }

  /** Whether any of the words is in the text. */
  boolean isIn(String text) {
    String plain = plain(text);
    return words.stream().anyMatch(word -> isIn(plain, word));
  }

  private static boolean isIn(String text, String word) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (beginsAt(text, at) && endsAt(text, at + word.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean beginsAt(String text, int at) {
    if (at == 0) {
      return true;
    }
    int first = text.codePointAt(at);
    int before = text.codePointBefore(at);
    return !isOfWord(before) || !isOfWord(first) || withoutBlanks(first) || withoutBlanks(before);
  }

  private static boolean endsAt(String text, int end) {
    if (end == text.length()) {
      return true;
    }
    int last = text.codePointBefore(end);
    int after = text.codePointAt(end);
    if (isMark(after)) {
      // An accent that stands apart belongs to the letter before it.
      return false;
    }
    return !isOfWord(last)
        || !isOfWord(after)
        || withoutBlanks(last)
        || withoutBlanks(after)
        || UnicodeScript.of(last) == UnicodeScript.HANGUL;
  }

  private static boolean isOfWord(int codePoint) {
    return Character.isLetterOrDigit(codePoint) || codePoint == '_' || isMark(codePoint);
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean withoutBlanks(int codePoint) {
    return WITHOUT_BLANKS.contains(UnicodeScript.of(codePoint));
  }

  /** Folded: one form of each character, small letters, no invisible ones, single blanks. */
  static String plain(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
    // Through capitals: ß and ς have more than one small form.
    String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
    StringBuilder plain = new StringBuilder(folded.length());
    boolean blank = false;
    for (int i = 0; i < folded.length(); ) {
      int codePoint = folded.codePointAt(i);
      i += Character.charCount(codePoint);
      if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
        blank = true;
      } else if (Character.getType(codePoint) != Character.FORMAT && !isSelector(codePoint)) {
        if (blank) {
          plain.append(' ');
          blank = false;
        }
        plain.appendCodePoint(codePoint);
      }
    }
    return plain.toString();
  }

  private static boolean isSelector(int codePoint) {
    return codePoint >= 0xFE00 && codePoint <= 0xFE0F;
  }
}
