package org.tiltyard.provider;

/**
 * Makes a stream of deltas text that can be stored and sent anywhere: a surrogate pair that was cut
 * in two is joined again, half a pair and NUL become U+FFFD.
 */
final class TextRepair {

  private static final char REPLACEMENT = '\uFFFD';

  private char high;

  /** The text so far unsent, except half a pair at its end, which waits for the next delta. */
  String next(String delta) {
    if (high == 0 && isSound(delta)) {
      return delta;
    }
    StringBuilder sound = new StringBuilder(delta.length() + 1);
    for (int i = 0; i < delta.length(); i++) {
      append(sound, delta.charAt(i));
    }
    return sound.toString();
  }

  /** What still waits when no delta comes any more: nothing, or U+FFFD. */
  String rest() {
    if (high == 0) {
      return "";
    }
    high = 0;
    return String.valueOf(REPLACEMENT);
  }

  /** A whole text, repaired. */
  static String repaired(String text) {
    TextRepair repair = new TextRepair();
    String repaired = repair.next(text);
    return repaired + repair.rest();
  }

  private void append(StringBuilder sound, char c) {
    if (high != 0) {
      boolean pair = Character.isLowSurrogate(c);
      sound.append(pair ? high : REPLACEMENT);
      high = 0;
      if (pair) {
        sound.append(c);
        return;
      }
    }
    if (Character.isHighSurrogate(c)) {
      high = c;
    } else {
      sound.append(Character.isLowSurrogate(c) || c == 0 ? REPLACEMENT : c);
    }
  }

  private static boolean isSound(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c) || c == 0) {
        return false;
      }
    }
    return true;
  }
}
