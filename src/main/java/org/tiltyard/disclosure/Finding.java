package org.tiltyard.disclosure;

/**
 * A piece of personal data in a text.
 *
 * @param start where it begins, in UTF-16 units
 * @param end where it ends, exclusive
 * @param text what stands there
 */
public record Finding(Kind kind, int start, int end, String text) {

  static Finding in(String text, Kind kind, int start, int end) {
    return new Finding(kind, start, end, text.substring(start, end));
  }

  boolean overlaps(Finding other) {
    return start < other.end && other.start < end;
  }
}
