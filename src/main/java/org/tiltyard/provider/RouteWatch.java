package org.tiltyard.provider;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What this process has seen of one route, and what follows from it for all. */
final class RouteWatch {

  private final CallWindow window = new CallWindow();
  private @Nullable RouteFailure failure;
  private @Nullable Instant lastCall;
  private @Nullable Instant lastSuccess;
  private boolean reachableAgain;
  private boolean changed;

  /** Somebody got an answer. */
  synchronized void answered(int firstTokenMillis, Instant now, HealthSettings settings) {
    lastCall = now;
    succeeded(firstTokenMillis, now, settings);
  }

  /** A probe got one. */
  synchronized void probed(int firstTokenMillis, Instant now, HealthSettings settings) {
    succeeded(firstTokenMillis, now, settings);
  }

  private void succeeded(int firstTokenMillis, Instant now, HealthSettings settings) {
    window.success(firstTokenMillis, now, settings);
    lastSuccess = now;
    changed = true;
  }

  /** A call, a probe or a knock failed. */
  synchronized void failed(RouteFailure why, HealthSettings settings) {
    if (RouteFailure.weight(why.kind()) == 0) {
      return;
    }
    window.failure(why.kind(), why.at(), settings);
    failure = why;
    changed = true;
  }

  /** The endpoint takes connections again. */
  synchronized void reachableAgain() {
    reachableAgain = true;
  }

  /** When it last worked, as far as this process knows. */
  synchronized @Nullable Instant lastSuccess() {
    return lastSuccess;
  }

  /** The shared circuit as it should be, given what was seen here; the same when all is said. */
  synchronized Circuit judge(
      Circuit circuit, Instant now, HealthSettings settings, RandomGenerator random) {
    Circuit judged = circuit;
    if (circuit.state() == Circuit.State.CLOSED && circuit.nextProbeAt() == null) {
      judged = judged.planned(now, settings);
    }
    if (lastCall != null && worthTelling(lastCall, circuit, settings)) {
      judged = judged.called(lastCall, settings);
    }
    if (failure != null) {
      judged = judged.suspected(failure, now, settings);
    }
    if (judged.state() == Circuit.State.CLOSED && window.broken(judged.since(), now, settings)) {
      judged = judged.opened(now, settings, random);
    }
    boolean waiting = judged.state() == Circuit.State.OPEN && !judged.probeDue(now, settings);
    return waiting && reachableAgain ? judged.askedAt(now) : judged;
  }

  /** What {@link #judge} said has been stored. */
  synchronized void told() {
    reachableAgain = false;
  }

  /** Calls only put off the next probe: told once in a while, not with every call. */
  private static boolean worthTelling(Instant call, Circuit circuit, HealthSettings settings) {
    return circuit.lastCall() == null
        || call.isAfter(circuit.lastCall().plus(settings.idle().dividedBy(2)));
  }

  /** The figures when they have changed since they were last taken; null otherwise. */
  synchronized @Nullable RouteFigures changedFigures(Instant now) {
    if (!changed) {
      return null;
    }
    changed = false;
    return window.figures(now);
  }
}
