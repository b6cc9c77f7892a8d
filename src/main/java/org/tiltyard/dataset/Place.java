package org.tiltyard.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Text that sorts as rows of datasets do, by (tstamp, question_id), bytes of UTF-8 compared. It has
 * digits and small letters only, so every collation sorts it alike. Ids longer than the part that
 * counts are equal here if they begin alike.
 */
final class Place {

  private static final int ID_BYTES = 200;

  private Place() {}

  static String of(double tstamp, String questionId) {
    byte[] id = questionId.getBytes(StandardCharsets.UTF_8);
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(ordered(tstamp))
        + hex.formatHex(Arrays.copyOf(id, Math.min(id.length, ID_BYTES)));
  }

  /** Bits that compare, unsigned, as the numbers do. */
  private static long ordered(double number) {
    long bits = Double.doubleToLongBits(number + 0.0);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }
}
