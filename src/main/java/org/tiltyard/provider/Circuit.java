package org.tiltyard.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all processes agree on about a route. Closed: calls flow. Open: it failed too often and is
 * out of the draw. Half-open: one process asks it for a token to see whether it is back. A value:
 * every change gives a new one, and it reads no clock of its own.
 *
 * @param since when it was closed, or opened; a probe does not change it
 * @param level how often in a row a probe failed, which sets the pause to the next
 * @param heldOut an admin keeps it out of the draw, however well it is
 * @param failure the latest one, whether or not it opened the circuit
 * @param lastCall when somebody last used it
 * @param nextProbeAt when it is to be asked next; null when that is not planned
 * @param probeUntil a probe is under way, and counts as lost after this moment
 */
record Circuit(
    State state,
    Instant since,
    int level,
    boolean heldOut,
    @Nullable RouteFailure failure,
    @Nullable Instant lastCall,
    @Nullable Instant nextProbeAt,
    @Nullable Instant probeUntil) {

  /** The three states of a circuit breaker. */
  enum State {
    CLOSED,
    OPEN,
    HALF_OPEN;

    /** The word for it in the database and on pages. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** A busy server is not helped by being asked again at once. */
  private static final Duration SHORTEST_PAUSE_WHEN_BUSY = Duration.ofSeconds(30);

  /** No pause and no probe is longer, whatever the settings say. */
  private static final Duration MOST = Duration.ofHours(1);

  private static final double JITTER = 0.2;
  private static final int HIGHEST_LEVEL = 30;

  /** A route nobody has complained about. */
  static Circuit fresh(Instant now, HealthSettings settings) {
    Instant next = idle(now, settings.idle(), settings);
    return new Circuit(State.CLOSED, now, 0, false, null, null, next, null);
  }

  /** Whether the route may be drawn for new battles. */
  boolean available() {
    return state == State.CLOSED && !heldOut;
  }

  /** People use the route, so it need not be probed. */
  Circuit called(Instant at, HealthSettings settings) {
    if (state != State.CLOSED || (lastCall != null && !at.isAfter(lastCall))) {
      return this;
    }
    Instant next = idle(at, settings.idle(), settings);
    return new Circuit(state, since, level, heldOut, failure, at, next, probeUntil);
  }

  /** Something went wrong; a route that is still drawn is asked soon. */
  Circuit suspected(RouteFailure why, Instant now, HealthSettings settings) {
    boolean older =
        failure != null && !why.at().isAfter(failure.at()) && !failure.at().isAfter(now);
    if (older || why.equals(failure)) {
      return this;
    }
    Circuit noted = noting(why);
    Instant soon = now.plus(settings.suspicious());
    boolean later = nextProbeAt == null || soon.isBefore(nextProbeAt);
    return state == State.CLOSED && later ? noted.askedAt(soon) : noted;
  }

  /** Too much went wrong. One that was back only for a while goes on with its longer pauses. */
  Circuit opened(Instant now, HealthSettings settings, RandomGenerator random) {
    boolean again = now.isBefore(since.plus(settings.longestPause().multipliedBy(2)));
    Circuit open = in(State.OPEN, now, again ? level : 0);
    return open.askedAt(open.afterPause(now, settings, random));
  }

  /** This process asks for a token now. */
  Circuit probing(Instant now, Duration patience) {
    State probed = state == State.CLOSED ? State.CLOSED : State.HALF_OPEN;
    return new Circuit(
        probed, since, level, heldOut, failure, lastCall, nextProbeAt, now.plus(patience));
  }

  /** A probe went well; the longer a route has been quiet, the longer it may stay so. */
  Circuit answered(Instant now, HealthSettings settings) {
    if (state != State.CLOSED) {
      return closed(now, settings);
    }
    Duration quiet = Duration.between(lastCall == null ? since : lastCall, now);
    Duration pause = clamp(quiet, settings.idle(), settings.longestIdle());
    return askedAt(idle(now, pause, settings));
  }

  /** A probe failed. */
  Circuit unanswered(
      RouteFailure why, Instant now, HealthSettings settings, RandomGenerator random) {
    Circuit noted = noting(why);
    if (state == State.CLOSED) {
      return noted.askedAt(now.plus(settings.suspicious()));
    }
    Circuit open = noted.in(State.OPEN, since, Math.min(level + 1, HIGHEST_LEVEL));
    return open.askedAt(open.afterPause(now, settings, random));
  }

  /** Closed, whatever it was. */
  Circuit closed(Instant now, HealthSettings settings) {
    return in(State.CLOSED, now, level).askedAt(idle(now, settings.idle(), settings));
  }

  /** With the next probe planned, if the settings want any of a route that is well. */
  Circuit planned(Instant now, HealthSettings settings) {
    Instant next = idle(now, settings.idle(), settings);
    return new Circuit(state, since, level, heldOut, failure, lastCall, next, probeUntil);
  }

  private static @Nullable Instant idle(Instant from, Duration pause, HealthSettings settings) {
    return settings.probes() ? from.plus(pause) : null;
  }

  /** To be asked at this moment; a probe that was under way is over. */
  Circuit askedAt(@Nullable Instant when) {
    return new Circuit(state, since, level, heldOut, failure, lastCall, when, null);
  }

  /** Kept out by an admin, or no longer. */
  Circuit heldOut(boolean out) {
    return new Circuit(state, since, level, out, failure, lastCall, nextProbeAt, probeUntil);
  }

  /**
   * Whether it is to be asked now. A moment further off than any that is ever set comes from a
   * clock that has been set back since, and counts as passed.
   */
  boolean probeDue(Instant now, HealthSettings settings) {
    Duration longest = clamp(settings.longestPause(), settings.longestIdle(), MOST);
    return nextProbeAt != null
        && passed(nextProbeAt, now, longest)
        && (probeUntil == null || passed(probeUntil, now, MOST));
  }

  private static boolean passed(Instant moment, Instant now, Duration longest) {
    return !now.isBefore(moment) || moment.isAfter(now.plus(longest.multipliedBy(2)));
  }

  private Circuit noting(RouteFailure why) {
    return new Circuit(state, since, level, heldOut, why, lastCall, nextProbeAt, probeUntil);
  }

  private Circuit in(State newState, Instant from, int newLevel) {
    return new Circuit(
        newState, from, newLevel, heldOut, failure, lastCall, nextProbeAt, probeUntil);
  }

  /**
   * The first pause, doubled by level, and a little more or less: routes are not to march in step.
   */
  private Instant afterPause(Instant now, HealthSettings settings, RandomGenerator random) {
    Duration pause = settings.firstPause();
    if (failure != null && failure.kind() == FailureKind.RATE_LIMITED) {
      pause = clamp(pause, SHORTEST_PAUSE_WHEN_BUSY, MOST);
    }
    for (int i = 0; i < level && pause.compareTo(settings.longestPause()) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    Duration capped = clamp(pause, Duration.ZERO, settings.longestPause());
    double share = 1 + JITTER * (2 * random.nextDouble() - 1);
    return now.plusMillis((long) (capped.toMillis() * share));
  }

  private static Duration clamp(Duration length, Duration least, Duration most) {
    if (length.compareTo(least) < 0) {
      return least;
    }
    return length.compareTo(most) > 0 ? most : length;
  }
}
