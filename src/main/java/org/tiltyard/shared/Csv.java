package org.tiltyard.shared;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines of CSV as RFC 4180 has them. */
public final class Csv {

  private static final String END = "\r\n";

  private Csv() {}

  /** A line with its end; null is an empty cell. */
  public static String line(@Nullable Object... values) {
    return Arrays.stream(values).map(Csv::cell).collect(Collectors.joining(",", "", END));
  }

  private static String cell(@Nullable Object value) {
    return value instanceof String text ? cell(text) : value == null ? "" : value.toString();
  }

  /** Text that a spreadsheet would take for a formula gets an apostrophe; numbers stay numbers. */
  public static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    boolean quoted = formula || safe.chars().anyMatch(c -> "\",\r\n".indexOf(c) >= 0);
    return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
