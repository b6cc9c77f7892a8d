package org.tiltyard.schema;

import java.util.Locale;

/**
 * Why a row of a file could not be taken, or why a file was left.
 *
 * @param number of the line, record or row, from 1; 0 for the whole file
 * @param field the path of the field, such as {@code conversation_a[1].content}; empty for the
 *     whole row
 * @param detail what was found, shortened; may be empty
 */
public record Problem(long number, String field, Reason reason, String detail) {

  /** Kinds of problems. {@link #key} is for message bundles. */
  public enum Reason {
    /** Not JSON, or not an object. */
    MALFORMED,
    /** A key that comes twice in an object. */
    DUPLICATE_KEY,
    /** A field that the schema requires. */
    MISSING,
    /** Text where a number should be, and the like. */
    WRONG_TYPE,
    /** A value outside those allowed. */
    WRONG_VALUE,
    /** NaN, infinite, or too large for its type. */
    NOT_FINITE,
    /** Half of a surrogate pair, or bytes that aren't UTF-8. */
    NOT_UNICODE,
    /** A line longer than the limit. */
    LINE_TOO_LONG,
    /** A record of another number of cells than the head. */
    WRONG_CELLS,
    /** The file: compressed data ends early. */
    TRUNCATED,
    /** The file: compressed data is damaged, or the format's own structure is. */
    DAMAGED,
    /** The file: larger than the limit once unpacked. */
    TOO_LARGE,
    /** The file: unpacks to far more than it is. */
    BOMB,
    /** An entry of a zip whose name leads out of it. */
    UNSAFE_NAME,
    /** The file: no format that is read here. */
    UNKNOWN_FORMAT,
    /** The file: no schema that is known here. */
    UNKNOWN_SCHEMA,
    /** The file: too many lines are bad. */
    TOO_MANY_PROBLEMS;

    /** For message bundles: {@code line-too-long}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
