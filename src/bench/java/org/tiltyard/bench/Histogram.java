package org.tiltyard.bench;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Times, counted in classes less than one per cent wide, so that a soak of hours needs no more
 * memory than a second does. For use by many threads.
 */
final class Histogram {

  /** Classes for each doubling of the time. */
  private static final int PARTS = 128;

  private static final int DOUBLINGS = 44;

  private final AtomicLongArray counts = new AtomicLongArray(PARTS * DOUBLINGS);
  private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

  /** Counts a time in nanoseconds; what lies before its beginning counts as nothing. */
  void add(long nanos) {
    long time = Math.max(0, nanos);
    counts.incrementAndGet(Math.min(classOf(time), counts.length() - 1));
    longest.accumulate(time);
  }

  private static int classOf(long nanos) {
    if (nanos < PARTS) {
      return (int) nanos;
    }
    int shift = 63 - Long.numberOfLeadingZeros(nanos) - 7;
    return PARTS * shift + (int) (nanos >>> shift);
  }

  private static double middleOf(int number) {
    if (number < PARTS) {
      return number;
    }
    int shift = number / PARTS - 1;
    return (PARTS + number % PARTS + 0.5) * (1L << shift);
  }

  /** How many there are. */
  long count() {
    long count = 0;
    for (int i = 0; i < counts.length(); i++) {
      count += counts.get(i);
    }
    return count;
  }

  /** The time that so large a part of all does not exceed, in milliseconds. */
  double millis(double part) {
    long rank = Math.max(1, (long) Math.ceil(part * count()));
    long seen = 0;
    for (int i = 0; i < counts.length(); i++) {
      seen += counts.get(i);
      if (seen >= rank) {
        return middleOf(i) / 1e6;
      }
    }
    return 0;
  }

  /** The longest in milliseconds. */
  double longestMillis() {
    return longest.get() / 1e6;
  }

  /** Median and 99th percentile in milliseconds. */
  String millis() {
    return String.format(Locale.ROOT, "%.2f / %.2f", millis(0.5), millis(0.99));
  }

  /** Median, 99th percentile and longest in milliseconds. */
  String withLongest() {
    return millis() + String.format(Locale.ROOT, " / %.0f", longestMillis());
  }
}
