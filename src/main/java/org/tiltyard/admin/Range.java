package org.tiltyard.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** How far back the overview looks, and into what slices it cuts that time. */
enum Range {
  DAY("24h", 24, Duration.ofHours(1), Duration.ofSeconds(5)),
  WEEK("7d", 28, Duration.ofHours(6), Duration.ofMinutes(1)),
  MONTH("30d", 30, Duration.ofDays(1), Duration.ofMinutes(5));

  private final String word;
  private final int slices;
  private final Duration slice;
  private final Duration fresh;

  Range(String word, int slices, Duration slice, Duration fresh) {
    this.word = word;
    this.slices = slices;
    this.slice = slice;
    this.fresh = fresh;
  }

  /** The range of that word; a day when there is none. */
  static Range of(String word) {
    return Arrays.stream(values()).filter(range -> range.word.equals(word)).findFirst().orElse(DAY);
  }

  /** As it stands in the address. */
  public String word() {
    return word;
  }

  int slices() {
    return slices;
  }

  long sliceSeconds() {
    return slice.toSeconds();
  }

  /** How long figures are good enough: the longer the time they are about, the longer. */
  Duration fresh() {
    return fresh;
  }

  /** The number of the slice that the moment is in, counted from 1970. */
  long sliceOf(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), sliceSeconds());
  }

  /** The number of the first slice to show; the last one is the running one. */
  long firstSlice(Instant now) {
    return sliceOf(now) - slices + 1;
  }

  /** When a slice begins. */
  Instant begin(long number) {
    return Instant.ofEpochSecond(number * sliceSeconds());
  }
}
