package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tiltyard.provider.Circuit.State;

/** A process's view, second by second, by a clock that the test turns. */
class RouteWatchTest {

  private static final HealthSettings SETTINGS = HealthFixture.DEFAULTS;
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
  private final RouteWatch watch = new RouteWatch();
  private final KnockSchedule knocks = new KnockSchedule();
  private Circuit circuit = Circuit.fresh(START, SETTINGS);
  private Instant now = START;
  private int asked;

  private RouteFailure failure() {
    return new RouteFailure(FailureKind.UNAVAILABLE, "connection refused", now);
  }

  /** What the monitor does once a second, with a server that is there or not. */
  private void second(boolean up, Duration patience) {
    now = now.plusSeconds(1);
    judge();
    if (knocks.begin(watch.lastSuccess(), now, SETTINGS)) {
      knock(up, patience);
    }
    if (circuit.probeDue(now, SETTINGS)) {
      circuit = circuit.probing(now, Duration.ofSeconds(45));
      ask(up, patience);
    }
  }

  private void judge() {
    circuit = watch.judge(circuit, now, SETTINGS, random);
    watch.told();
  }

  private void knock(boolean up, Duration patience) {
    if (up) {
      if (knocks.opened(now)) {
        watch.reachableAgain();
      }
    } else {
      now = now.plus(patience);
      knocks.refused(now);
      watch.failed(failure(), SETTINGS);
    }
  }

  private void ask(boolean up, Duration patience) {
    asked++;
    if (up) {
      watch.probed(80, now, SETTINGS);
      circuit = circuit.answered(now, SETTINGS);
    } else {
      now = now.plus(patience);
      watch.failed(failure(), SETTINGS);
      circuit = circuit.unanswered(failure(), now, SETTINGS, random);
    }
  }

  /** At whatever moment it stops, refusing connections at once or swallowing them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void byDefaultAStoppedServerIsOutWithinThirtySecondsWithoutAnyTraffic(int patience) {
    for (int before = 0; before < 70; before++) {
      circuit = Circuit.fresh(now, SETTINGS);
      for (int i = 0; i < before; i++) {
        second(true, Duration.ZERO);
      }
      assertThat(circuit.state()).isEqualTo(State.CLOSED);
      Instant stopped = now;
      while (circuit.state() == State.CLOSED) {
        second(false, Duration.ofSeconds(patience));
        assertThat(Duration.between(stopped, now)).isLessThanOrEqualTo(Duration.ofSeconds(30));
      }
      comesBack();
    }
  }

  private void comesBack() {
    Instant started = now;
    while (circuit.state() != State.CLOSED) {
      second(true, Duration.ZERO);
    }
    assertThat(Duration.between(started, now)).isLessThanOrEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void evenAfterHoursAStoppedServerIsBackWithinSecondsOfItsStart() {
    for (int i = 0; i < 4 * 3600; i++) {
      second(false, Duration.ZERO);
    }
    assertThat(circuit.state()).isEqualTo(State.OPEN);
    comesBack();
  }

  @Test
  void aQuietRouteIsAskedForFewTokens() {
    for (int i = 0; i < 24 * 3600; i++) {
      second(true, Duration.ZERO);
    }
    assertThat(circuit.state()).isEqualTo(State.CLOSED);
    assertThat(asked).isBetween(90, 105);
  }

  @Test
  void aBusyRouteIsNeverAsked() {
    for (int i = 0; i < 3600; i++) {
      if (i % 20 == 0) {
        watch.answered(100, now, SETTINGS);
      }
      second(true, Duration.ZERO);
    }
    assertThat(asked).isZero();
  }

  @Test
  void aRouteThatRefusesWhileItsServerListensIsAskedEverMoreRarely() {
    for (int i = 0; i < 3600; i++) {
      now = now.plusSeconds(1);
      judge();
      if (circuit.probeDue(now, SETTINGS)) {
        circuit = circuit.probing(now, Duration.ofSeconds(45));
        ask(false, Duration.ZERO);
      }
    }
    assertThat(circuit.state()).isEqualTo(State.OPEN);
    assertThat(asked).isBetween(15, 25);
  }

  @Test
  void oneProcessSeesAFailureAndAllAreToldOnce() {
    watch.failed(failure(), SETTINGS);
    judge();
    Circuit told = circuit;
    judge();
    assertThat(circuit).isSameAs(told);
  }
}
