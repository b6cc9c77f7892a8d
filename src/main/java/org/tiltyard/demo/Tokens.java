package org.tiltyard.demo;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text into word-like pieces, as a model's tokens would; joined they are the text again. */
final class Tokens {

  private static final int LONGEST = 8;

  private Tokens() {}

  static List<String> of(String text) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    List<String> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    int start = characters.first();
    for (int end = characters.next();
        end != BreakIterator.DONE;
        start = end, end = characters.next()) {
      String character = text.substring(start, end);
      if (!token.isEmpty() && startsToken(character, token)) {
        tokens.add(token.toString());
        token.setLength(0);
      }
      token.append(character);
    }
    if (!token.isEmpty()) {
      tokens.add(token.toString());
    }
    return tokens;
  }

  /** A piece ends before white space, after {@value #LONGEST} characters, and between kinds. */
  private static boolean startsToken(String character, StringBuilder token) {
    int next = character.codePointAt(0);
    int last = token.codePointBefore(token.length());
    if (Character.isWhitespace(next)) {
      return !Character.isWhitespace(last);
    }
    if (Character.isWhitespace(last)) {
      return token.length() > 1 || last == '\n';
    }
    boolean sameKind = Character.isLetterOrDigit(next) == Character.isLetterOrDigit(last);
    return !sameKind || token.length() >= LONGEST || Words.isHan(next);
  }
}
