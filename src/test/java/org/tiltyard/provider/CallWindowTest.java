package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallWindowTest {

  private static final HealthSettings SETTINGS = HealthFixture.DEFAULTS;
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final CallWindow window = new CallWindow();
  private Instant now = START;

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      now = now.plusMillis(500);
      window.success(100, now, SETTINGS);
    }
  }

  private void fail(FailureKind kind, int times) {
    for (int i = 0; i < times; i++) {
      now = now.plusMillis(500);
      window.failure(kind, now, SETTINGS);
    }
  }

  private boolean broken() {
    return window.broken(START, now, SETTINGS);
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMED_OUT", "REFUSED", "UNAVAILABLE", "MALFORMED"})
  void threeFailuresInARowAreEnough(FailureKind kind) {
    fail(kind, 2);
    assertThat(broken()).isFalse();
    fail(kind, 1);
    assertThat(broken()).isTrue();
  }

  @Test
  void aSuccessBetweenThemEndsTheRow() {
    fail(FailureKind.UNAVAILABLE, 2);
    succeed(1);
    fail(FailureKind.UNAVAILABLE, 2);
    assertThat(broken()).isFalse();
  }

  @Test
  void beingBusyCountsHalf() {
    fail(FailureKind.RATE_LIMITED, 5);
    assertThat(broken()).isFalse();
    fail(FailureKind.RATE_LIMITED, 1);
    assertThat(broken()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"TOO_LONG", "FILTERED", "CANCELLED"})
  void whatSaysNothingOfTheRouteCountsNothing(FailureKind kind) {
    fail(kind, 50);
    assertThat(broken()).isFalse();
    assertThat(window.figures(now)).isEqualTo(RouteFigures.NONE);
  }

  @Test
  void fewerSuccessesThanHalfOfEightAreTooFew() {
    for (int i = 0; i < 3; i++) {
      fail(FailureKind.UNAVAILABLE, 2);
      succeed(1);
    }
    assertThat(broken()).isTrue();
  }

  @Test
  void amongSevenTheShareDoesNotCount() {
    fail(FailureKind.UNAVAILABLE, 2);
    succeed(1);
    fail(FailureKind.UNAVAILABLE, 2);
    succeed(1);
    fail(FailureKind.UNAVAILABLE, 1);
    assertThat(broken()).isFalse();
    fail(FailureKind.UNAVAILABLE, 1);
    assertThat(broken()).isTrue();
  }

  @Test
  void halfIsEnough() {
    for (int i = 0; i < 20; i++) {
      fail(FailureKind.UNAVAILABLE, 1);
      succeed(1);
    }
    assertThat(broken()).isFalse();
  }

  @Test
  void failuresOfLongAgoDoNotCount() {
    fail(FailureKind.UNAVAILABLE, 2);
    now = now.plus(Duration.ofMinutes(2)).plusSeconds(1);
    fail(FailureKind.UNAVAILABLE, 2);
    assertThat(broken()).isFalse();
  }

  @Test
  void whatWasBeforeTheRouteCameBackDoesNotCount() {
    fail(FailureKind.UNAVAILABLE, 3);
    Instant back = now.plusMillis(1);
    assertThat(window.broken(back, back, SETTINGS)).isFalse();
    now = back;
    fail(FailureKind.UNAVAILABLE, 2);
    assertThat(window.broken(back, now, SETTINGS)).isFalse();
    fail(FailureKind.UNAVAILABLE, 1);
    assertThat(window.broken(back, now, SETTINGS)).isTrue();
  }

  @Test
  void onlyTheLatestHundredAreKept() {
    fail(FailureKind.UNAVAILABLE, 40);
    succeed(100);
    assertThat(window.figures(now).failures()).isZero();
    assertThat(window.figures(now).successes()).isEqualTo(100);
  }

  @Test
  void aClockSetForwardForgets() {
    fail(FailureKind.UNAVAILABLE, 2);
    now = now.plus(Duration.ofDays(1));
    fail(FailureKind.UNAVAILABLE, 1);
    assertThat(broken()).isFalse();
    assertThat(window.figures(now).calls()).isEqualTo(1);
  }

  @Test
  void aClockSetBackForgetsTheFutureAndGoesOnJudging() {
    fail(FailureKind.UNAVAILABLE, 2);
    now = START.minus(Duration.ofDays(1));
    fail(FailureKind.UNAVAILABLE, 2);
    assertThat(broken()).isFalse();
    fail(FailureKind.UNAVAILABLE, 1);
    assertThat(broken()).isTrue();
  }

  @Test
  void percentilesAreByNearestRank() {
    for (int millis = 1; millis <= 20; millis++) {
      window.success(millis * 10, now, SETTINGS);
    }
    RouteFigures figures = window.figures(now);
    assertThat(figures.firstTokenMillis(0.5)).hasValue(100);
    assertThat(figures.firstTokenMillis(0.95)).hasValue(190);
    assertThat(figures.firstTokenMillis(1)).hasValue(200);
    assertThat(RouteFigures.NONE.firstTokenMillis(0.5)).isEmpty();
  }

  @Test
  void figuresOfTwoProcessesAddUp() {
    RouteFigures one = new RouteFigures(3, 1, new int[] {10, 20, 30});
    RouteFigures other = new RouteFigures(1, 0, new int[] {40});
    RouteFigures both = one.and(other);
    assertThat(both.successShare()).hasValue(0.8);
    assertThat(both.firstTokenMillis(1)).hasValue(40);
    assertThat(RouteFigures.NONE.successShare()).isEmpty();
  }
}
