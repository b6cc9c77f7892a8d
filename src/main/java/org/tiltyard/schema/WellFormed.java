package org.tiltyard.schema;

/** Texts that UTF-8 can hold. */
final class WellFormed {

  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /** The text, with the replacement character for every half of a surrogate pair. */
  static String text(String text) {
    int lone = firstLone(text, 0);
    if (lone < 0) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text);
    while (lone >= 0) {
      mended.setCharAt(lone, REPLACEMENT);
      lone = firstLone(text, lone + 1);
    }
    return mended.toString();
  }

  /** Whether it is well-formed as it is. */
  static boolean is(String text) {
    return firstLone(text, 0) < 0;
  }

  private static int firstLone(String text, int from) {
    int length = text.length();
    int at = from;
    while (at < length) {
      char c = text.charAt(at);
      if (!Character.isSurrogate(c)) {
        at++;
      } else if (Character.isHighSurrogate(c)
          && at + 1 < length
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        at += 2;
      } else {
        return at;
      }
    }
    return -1;
  }
}
