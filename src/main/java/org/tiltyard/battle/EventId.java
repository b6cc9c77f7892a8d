package org.tiltyard.battle;

import org.jspecify.annotations.Nullable;

/**
 * How far a viewer has come, as the id of its last event: all that any node needs to go on. Opaque
 * to viewers. Offsets count UTF-16 units.
 *
 * @param turn the turn they belong to
 */
record EventId(int turn, Position a, Position b) {

  /**
   * @param edition which edition of the seat's text the offsets belong to
   * @param settledSent whether the viewer knows that it has ended
   */
  record Position(int edition, int text, int reasoning, boolean settledSent) {
    static final Position START = new Position(0, 0, 0, false);
  }

  static final EventId START = new EventId(0, Position.START, Position.START);

  private static final int RADIX = 36;
  private static final int FIELDS = 9;

  /** Appends the id's text form. */
  void appendTo(StringBuilder out) {
    append(turn, out);
    append(a, out);
    append(b, out);
  }

  private static void append(Position position, StringBuilder out) {
    append(position.edition, out.append('-'));
    append(position.text, out.append('-'));
    append(position.reasoning, out.append('-'));
    out.append('-').append(position.settledSent ? '1' : '0');
  }

  /** Without a string for each of thousands of numbers a second. */
  private static void append(int number, StringBuilder out) {
    if (number >= RADIX) {
      append(number / RADIX, out);
    }
    out.append(Character.forDigit(number % RADIX, RADIX));
  }

  /** Reads an id; anything that is none means "from the start". */
  static EventId parse(@Nullable String text) {
    if (text == null || text.length() > 120) {
      return START;
    }
    String[] parts = text.split("-", -1);
    if (parts.length != FIELDS) {
      return START;
    }
    try {
      return new EventId(number(parts[0]), position(parts, 1), position(parts, 5));
    } catch (NumberFormatException malformed) {
      return START;
    }
  }

  private static Position position(String[] parts, int at) {
    return new Position(
        number(parts[at]), number(parts[at + 1]), number(parts[at + 2]), parts[at + 3].equals("1"));
  }

  private static int number(String text) {
    int number = Integer.parseInt(text, RADIX);
    if (number < 0) {
      throw new NumberFormatException("negative");
    }
    return number;
  }
}
