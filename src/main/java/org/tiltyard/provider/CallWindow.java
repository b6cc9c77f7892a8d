package org.tiltyard.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The latest calls on a route: at most so many, and none older than an hour. Calls that the clock
 * puts into the future (it was set back) are forgotten too: nobody knows when they were.
 */
final class CallWindow {

  /**
   * @param weight how much it counts as a failure; 0 for a success
   * @param firstTokenMillis negative when there was no token
   */
  private record Call(Instant at, double weight, int firstTokenMillis) {}

  /**
   * Long enough to show an admin how a quiet model does; judged by is only the settings' window.
   */
  static final Duration KEPT = Duration.ofHours(1);

  private final Deque<Call> calls = new ArrayDeque<>();

  void success(int firstTokenMillis, Instant now, HealthSettings settings) {
    add(new Call(now, 0, firstTokenMillis), settings);
  }

  /** Kinds that say nothing of the route leave no trace. */
  void failure(FailureKind kind, Instant now, HealthSettings settings) {
    double weight = RouteFailure.weight(kind);
    if (weight > 0) {
      add(new Call(now, weight, -1), settings);
    }
  }

  private void add(Call call, HealthSettings settings) {
    forget(call.at);
    calls.addLast(call);
    while (calls.size() > settings.windowCalls()) {
      calls.removeFirst();
    }
  }

  private void forget(Instant now) {
    Instant oldest = now.minus(KEPT);
    calls.removeIf(call -> call.at.isBefore(oldest) || call.at.isAfter(now));
  }

  /**
   * Whether the calls since a moment say that the route is broken: so many failures in a row, or
   * too few successes among enough calls.
   */
  boolean broken(Instant since, Instant now, HealthSettings settings) {
    forget(now);
    Instant from = now.minus(settings.window());
    // A moment that is still to come was taken before the clock was set back.
    if (since.isAfter(from) && !since.isAfter(now)) {
      from = since;
    }
    return inARow(from) >= settings.failuresInARow() || tooFewWell(from, settings);
  }

  private double inARow(Instant from) {
    double failures = 0;
    Iterator<Call> latest = calls.descendingIterator();
    while (latest.hasNext()) {
      Call call = latest.next();
      if (call.weight == 0 || call.at.isBefore(from)) {
        break;
      }
      failures += call.weight;
    }
    return failures;
  }

  private boolean tooFewWell(Instant from, HealthSettings settings) {
    int number = 0;
    double well = 0;
    double failed = 0;
    for (Call call : calls) {
      if (!call.at.isBefore(from)) {
        number++;
        failed += call.weight;
        well += call.weight == 0 ? 1 : 0;
      }
    }
    return number >= settings.leastCalls()
        && well * 100 < settings.leastSuccessPercent() * (well + failed);
  }

  RouteFigures figures(Instant now) {
    forget(now);
    int successes = (int) calls.stream().filter(call -> call.weight == 0).count();
    int[] firstTokens =
        calls.stream().mapToInt(Call::firstTokenMillis).filter(millis -> millis >= 0).toArray();
    return new RouteFigures(successes, calls.size() - successes, firstTokens);
  }
}
