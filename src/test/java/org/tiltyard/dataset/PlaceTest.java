package org.tiltyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What puts rows of datasets in order, in databases of any collation. */
class PlaceTest {

  @Test
  void sortsByTimeAndThenByTheBytesOfTheId() {
    List<String> places =
        List.of(
            Place.of(-2.5, "x"),
            Place.of(-1, "x"),
            Place.of(0, "A"),
            Place.of(0, "a"),
            Place.of(0, "aa"),
            Place.of(0, "b"),
            Place.of(0, "é"),
            Place.of(0.0001, "a"),
            Place.of(1_682_351_591.1322, "a"),
            Place.of(1_682_351_591.1323, "a"));

    assertThat(places).isSorted().doesNotHaveDuplicates();
    assertThat(Place.of(-0.0, "a")).isEqualTo(Place.of(0.0, "a"));
  }

  @Test
  void timesAreFloatsWithAtMostFourDecimals() {
    assertThat(Timestamps.of(Instant.ofEpochSecond(1_700_000_000, 120_000_000)))
        .isEqualTo(1_700_000_000.12);
    assertThat(Timestamps.of(Instant.ofEpochSecond(1_700_000_000, 123_456_000)))
        .isEqualTo(1_700_000_000.1235);
  }

  @Test
  void knowsWhichTimesAreWrittenAlike() {
    for (long micros : new long[] {123_400, 123_449, 123_450, 123_500, 123_550, 123_551, 123_650}) {
      Instant time = Instant.ofEpochSecond(1_700_000_000, micros * 1000);
      Instant first = Timestamps.first(time);
      Instant end = Timestamps.end(time);
      double written = Timestamps.of(time);
      assertThat(time).isBetween(first, end.minusNanos(1000));
      assertThat(Timestamps.of(first)).isEqualTo(written);
      assertThat(Timestamps.of(end.minusNanos(1000))).isEqualTo(written);
      assertThat(Timestamps.of(first.minusNanos(1000))).isLessThan(written);
      assertThat(Timestamps.of(end)).isGreaterThan(written);
    }
  }
}
