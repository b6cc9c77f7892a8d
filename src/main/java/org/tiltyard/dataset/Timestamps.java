package org.tiltyard.dataset;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times of votes as datasets have them: seconds since 1970 with four decimals. */
final class Timestamps {

  private static final int DECIMALS = 4;
  private static final int MICROS = 100;

  private Timestamps() {}

  static double of(Instant time) {
    return seconds(time).doubleValue();
  }

  private static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond())
        .add(BigDecimal.valueOf(time.getNano(), 9))
        .setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  /** The first microsecond whose times are written as this one's is. */
  static Instant first(Instant time) {
    long tenths = tenthsOfMillis(time);
    return micros(tenths * MICROS - MICROS / 2 + (tenths % 2 == 0 ? 0 : 1));
  }

  /** The first microsecond after those whose times are written as this one's is. */
  static Instant end(Instant time) {
    long tenths = tenthsOfMillis(time);
    return micros(tenths * MICROS + MICROS / 2 + (tenths % 2 == 0 ? 1 : 0));
  }

  private static long tenthsOfMillis(Instant time) {
    return seconds(time).unscaledValue().longValueExact();
  }

  private static Instant micros(long count) {
    return Instant.EPOCH.plus(count, ChronoUnit.MICROS);
  }
}
