package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Circuit.State;

class CircuitTest {

  private static final HealthSettings SETTINGS = HealthFixture.DEFAULTS;
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  /** Always in the middle, so that pauses are exact. */
  private final RandomGenerator even = new HealthFixture.Even();

  private Circuit opened() {
    return Circuit.fresh(START, SETTINGS)
        .suspected(unavailable(START.plusSeconds(9)), START.plusSeconds(9), SETTINGS)
        .opened(START.plusSeconds(10), SETTINGS, even);
  }

  private static RouteFailure unavailable(Instant at) {
    return new RouteFailure(FailureKind.UNAVAILABLE, "connection refused", at);
  }

  private static Instant due(Circuit circuit) {
    return Objects.requireNonNull(circuit.nextProbeAt());
  }

  private static Duration pause(Circuit circuit, Instant now) {
    return Duration.between(now, due(circuit));
  }

  @Test
  void beginsClosedAndIsAskedWhenNobodyElseDoes() {
    Circuit fresh = Circuit.fresh(START, SETTINGS);
    assertThat(fresh.available()).isTrue();
    assertThat(fresh.probeDue(START.plusSeconds(59), SETTINGS)).isFalse();
    assertThat(fresh.probeDue(START.plusSeconds(60), SETTINGS)).isTrue();
  }

  @Test
  void callsPutTheProbeOff() {
    Circuit called = Circuit.fresh(START, SETTINGS).called(START.plusSeconds(50), SETTINGS);
    assertThat(called.probeDue(START.plusSeconds(109), SETTINGS)).isFalse();
    assertThat(called.probeDue(START.plusSeconds(110), SETTINGS)).isTrue();
  }

  @Test
  void theLongerARouteIsQuietTheRarerItIsAsked() {
    Instant lastCall = START.plusSeconds(5);
    Circuit circuit = Circuit.fresh(START, SETTINGS).called(lastCall, SETTINGS);
    for (long minutes : new long[] {1, 2, 4, 8, 15, 15}) {
      Instant due = due(circuit);
      circuit = circuit.probing(due, Duration.ofSeconds(45)).answered(due, SETTINGS);
      assertThat(pause(circuit, due)).isEqualTo(Duration.ofMinutes(minutes));
      assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }
  }

  @Test
  void isAskedSoonAfterAFailure() {
    Instant failed = START.plusSeconds(30);
    Circuit suspected =
        Circuit.fresh(START, SETTINGS).suspected(unavailable(failed), failed, SETTINGS);
    assertThat(suspected.available()).isTrue();
    assertThat(pause(suspected, failed)).isEqualTo(Duration.ofSeconds(5));
    assertThat(suspected.suspected(unavailable(failed), failed, SETTINGS)).isEqualTo(suspected);
  }

  @Test
  void opensAsksComesBack() {
    Circuit open = opened();
    assertThat(open.available()).isFalse();
    assertThat(open.state()).isEqualTo(State.OPEN);
    Instant due = due(open);

    Circuit probing = open.probing(due, Duration.ofSeconds(45));
    assertThat(probing.state()).isEqualTo(State.HALF_OPEN);
    assertThat(probing.available()).isFalse();
    assertThat(probing.since()).isEqualTo(open.since());
    assertThat(probing.probeDue(due.plusSeconds(44), SETTINGS)).isFalse();

    Circuit back = probing.answered(due.plusSeconds(1), SETTINGS);
    assertThat(back.available()).isTrue();
    assertThat(back.since()).isEqualTo(due.plusSeconds(1));
    assertThat(back.probeUntil()).isNull();
  }

  @Test
  void aProbeWhoseProcessDiedIsMadeAgain() {
    Circuit probing = opened().probing(START.plusSeconds(15), Duration.ofSeconds(45));
    assertThat(probing.probeDue(START.plusSeconds(60), SETTINGS)).isTrue();
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    Circuit circuit = opened();
    assertThat(pause(circuit, START.plusSeconds(10))).isEqualTo(Duration.ofSeconds(5));
    for (long seconds : new long[] {10, 20, 40, 80, 160, 300, 300}) {
      Instant due = due(circuit);
      circuit =
          circuit
              .probing(due, Duration.ofSeconds(45))
              .unanswered(unavailable(due), due, SETTINGS, even);
      assertThat(pause(circuit, due)).isEqualTo(Duration.ofSeconds(seconds));
      assertThat(circuit.since()).isEqualTo(START.plusSeconds(10));
    }
  }

  @Test
  void pausesDifferByAFifthAtMost() {
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      Circuit open = Circuit.fresh(START, SETTINGS).opened(START, SETTINGS, random);
      assertThat(pause(open, START)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    }
  }

  @Test
  void oneThatIsSoonOutAgainWaitsLonger() {
    Circuit circuit = opened();
    for (int i = 0; i < 3; i++) {
      Instant due = due(circuit);
      circuit = circuit.unanswered(unavailable(due), due, SETTINGS, even);
    }
    Instant back = due(circuit);
    Circuit closed = circuit.answered(back, SETTINGS);

    Instant soon = back.plusSeconds(60);
    assertThat(pause(closed.opened(soon, SETTINGS, even), soon)).isEqualTo(Duration.ofSeconds(40));
    Instant late = back.plusSeconds(601);
    assertThat(pause(closed.opened(late, SETTINGS, even), late)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aBusyServerIsLeftAloneForLonger() {
    RouteFailure busy = new RouteFailure(FailureKind.RATE_LIMITED, "slow down", START);
    Circuit open =
        Circuit.fresh(START, SETTINGS)
            .suspected(busy, START, SETTINGS)
            .opened(START, SETTINGS, even);
    assertThat(pause(open, START)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void staysOutAsLongAsAnAdminSaysSo() {
    Circuit heldOut = Circuit.fresh(START, SETTINGS).heldOut(true);
    assertThat(heldOut.available()).isFalse();
    assertThat(heldOut.answered(START.plusSeconds(60), SETTINGS).available()).isFalse();
    assertThat(heldOut.heldOut(false).available()).isTrue();
  }

  @Test
  void withoutProbesOnlyTheSuspectedAreAsked() {
    HealthSettings silent = HealthFixture.withoutProbes();
    Circuit fresh = Circuit.fresh(START, silent);
    assertThat(fresh.nextProbeAt()).isNull();
    assertThat(fresh.probeDue(START.plus(Duration.ofDays(9)), silent)).isFalse();
    Circuit suspected = fresh.suspected(unavailable(START), START, silent);
    assertThat(suspected.probeDue(START.plusSeconds(5), silent)).isTrue();
    assertThat(suspected.answered(START.plusSeconds(5), silent).nextProbeAt()).isNull();
  }

  @Nested
  class WhenTheClockJumps {

    @Test
    void backAProbeFarInTheFutureIsDueNow() {
      Circuit open = opened();
      Instant yesterday = START.minus(Duration.ofDays(1));
      assertThat(open.probeDue(yesterday, SETTINGS)).isTrue();
      Circuit probing = open.probing(START, Duration.ofSeconds(45));
      assertThat(probing.probeDue(yesterday, SETTINGS)).isTrue();
    }

    @Test
    void backByLittleAProbeWaitsItsTurn() {
      Circuit open = opened();
      assertThat(open.probeDue(START.minusSeconds(30), SETTINGS)).isFalse();
    }

    @Test
    void backNewFailuresAreStillNoted() {
      Circuit suspected =
          Circuit.fresh(START, SETTINGS).suspected(unavailable(START), START, SETTINGS);
      Instant earlier = START.minus(Duration.ofHours(3));
      Circuit again = suspected.suspected(unavailable(earlier), earlier, SETTINGS);
      assertThat(again.failure()).isEqualTo(unavailable(earlier));
      assertThat(again.probeDue(earlier.plusSeconds(5), SETTINGS)).isTrue();
    }

    @Test
    void forwardAProbeIsDueAtOnce() {
      assertThat(opened().probeDue(START.plus(Duration.ofDays(30)), SETTINGS)).isTrue();
    }
  }
}
