package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShareTest {

  /**
   * Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3.
   */
  @Test
  void agreesWithPublishedIntervals() {
    assertInterval(81, 263, 0.2553, 0.3662);
    assertInterval(15, 148, 0.0624, 0.1605);
    assertInterval(0, 20, 0, 0.1611);
    assertInterval(1, 29, 0.0061, 0.1718);
    assertInterval(29, 29, 0.8830, 1);
  }

  @Test
  void knowsNothingWithoutATrial() {
    assertThat(Share.interval(0, 0)).isEqualTo(new Interval(0, 1));
  }

  private static void assertInterval(long successes, long trials, double lower, double upper) {
    Interval interval = Share.interval(successes, trials);
    assertThat(interval.lower()).isCloseTo(lower, within(5e-5));
    assertThat(interval.upper()).isCloseTo(upper, within(5e-5));
  }
}
