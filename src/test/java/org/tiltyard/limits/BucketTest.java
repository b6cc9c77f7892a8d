package org.tiltyard.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tiltyard.faults.Fault;
import org.tiltyard.limits.Bucket.Fill;

class BucketTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private final Bucket bucket =
      new Bucket(new Subject("participant:x"), Limit.PARTICIPANT_PROMPTS_PER_MINUTE, 60);

  @Test
  void fillsEvenlyAndNoFurtherThanItsCapacity() {
    Fill half = new Fill(30, NOON);

    assertThat(bucket.refilled(half, NOON).level()).isEqualTo(30);
    assertThat(bucket.refilled(half, NOON.plusSeconds(10)).level()).isCloseTo(40, within(1e-9));
    assertThat(bucket.refilled(half, NOON.plusSeconds(100)).level()).isEqualTo(60);
  }

  @Fault("a clock that jumps")
  @Test
  void aClockThatJumpsAheadFillsItOnceAndNoMore() {
    Fill future = bucket.refilled(new Fill(0, NOON), NOON.plus(Duration.ofDays(400)));

    assertThat(future.level()).isEqualTo(60);
  }

  /** Else it would stay empty for the 400 days by which the clock was wrong. */
  @Fault("a clock that jumps")
  @Test
  void aClockThatJumpsBackGivesNothingAndLocksNothing() {
    Fill wrong = new Fill(5, NOON.plus(Duration.ofDays(400)));

    Fill back = bucket.refilled(wrong, NOON);
    assertThat(back.level()).isEqualTo(5);
    assertThat(bucket.refilled(back, NOON.plusSeconds(10)).level()).isCloseTo(15, within(1e-9));
  }

  /** Two nodes whose clocks differ take turns: time must not be counted twice. */
  @Test
  void clocksThatDifferALittleAddNothing() {
    Fill fill = new Fill(0, NOON);
    for (int turn = 0; turn < 100; turn++) {
      fill = bucket.refilled(fill, NOON.plusSeconds(5));
      fill = bucket.refilled(fill, NOON);
    }

    assertThat(fill.level()).isCloseTo(5, within(1e-9));
  }

  @Test
  void aSmallerCapacityHoldsAtOnce() {
    assertThat(bucket.refilled(new Fill(5000, NOON), NOON).level()).isEqualTo(60);
    assertThat(bucket.refilled(new Fill(5000, NOON.plusSeconds(3)), NOON).level()).isEqualTo(60);
  }

  @Test
  void saysHowLongItTakes() {
    assertThat(bucket.until(0, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(bucket.until(0.5, 1)).isEqualTo(Duration.ofMillis(500));
    assertThat(bucket.until(10, 1)).isZero();
  }

  /** A prompt that is longer than a day's characters must be possible once the bucket is full. */
  @Test
  void whatIsMoreThanItHoldsNeedsAFullOne() {
    assertThat(bucket.needed(1000)).isEqualTo(60);
    assertThat(bucket.needed(3)).isEqualTo(3);
  }
}
