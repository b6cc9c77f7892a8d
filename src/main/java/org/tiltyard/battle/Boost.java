package org.tiltyard.battle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Has some models drawn more often, or less, for a time: {@code new-model = 3 until 2027-01-31}.
 *
 * @param end when it ends; null for never
 */
record Boost(ModelPattern models, double factor, @Nullable Instant end) {

  private static final Pattern FORM =
      Pattern.compile("(.+?)\\s*=\\s*(\\d+(?:\\.\\d+)?)(?:\\s+until\\s+(\\S+))?");
  private static final double LARGEST = 1000;

  /**
   * @throws IllegalArgumentException with plain words when the line is no boost
   */
  static Boost of(String line) {
    Matcher parts = FORM.matcher(line.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "has to look like “new-model = 3 until 2027-01-31”; the date may be left out");
    }
    double factor = Double.parseDouble(parts.group(2));
    if (factor > LARGEST) {
      throw new IllegalArgumentException("has a factor of more than 1000");
    }
    String date = parts.group(3);
    return new Boost(ModelPattern.of(parts.group(1)), factor, date == null ? null : after(date));
  }

  /** The day is part of it, as it is in UTC. */
  private static Instant after(String date) {
    try {
      return LocalDate.parse(date).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("has a date that is not like 2027-01-31", e);
    }
  }

  boolean holds(Instant now) {
    return end == null || now.isBefore(end);
  }
}
