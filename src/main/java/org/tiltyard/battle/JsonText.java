package org.tiltyard.battle;

/**
 * Escapes text for a JSON string: the one piece of JSON that is written thousands of times a
 * second.
 */
final class JsonText {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonText() {}

  /** Appends {@code text[from, to)}, escaped. */
  static void append(CharSequence text, int from, int to, StringBuilder out) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7F || Character.isSurrogate(c) && !paired(text, i, from, to)) {
            out.append("\\u").append(HEX[c >> 12]).append(HEX[c >> 8 & 15]);
            out.append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
          } else {
            out.append(c);
          }
        }
      }
    }
  }

  private static boolean paired(CharSequence text, int at, int from, int to) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < to && Character.isLowSurrogate(text.charAt(at + 1))
        : at > from && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
