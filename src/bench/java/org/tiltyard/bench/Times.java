package org.tiltyard.bench;

import java.util.Locale;
import java.util.stream.LongStream;

/** Measured times in nanoseconds, sorted. */
record Times(long[] sorted) {

  static Times of(LongStream nanos) {
    return new Times(nanos.sorted().toArray());
  }

  /** The smallest time that so large a part of all does not exceed. */
  long quantile(double part) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(part * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }

  /** How much longer each took than this. */
  Times minus(long nanos) {
    return of(LongStream.of(sorted).map(time -> time - nanos));
  }

  /** Median and 99th percentile in milliseconds. */
  String millis() {
    return String.format(Locale.ROOT, "%.2f / %.2f", quantile(0.5) / 1e6, quantile(0.99) / 1e6);
  }
}
