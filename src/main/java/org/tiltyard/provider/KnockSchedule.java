package org.tiltyard.provider;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When this process next sees whether an endpoint takes connections: now and then while nobody else
 * uses it, quickly after a failure until that is certain, then slowly again.
 */
final class KnockSchedule {

  /** So soon that three failures in a row take a few seconds. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private @Nullable Instant last;
  private int failures;
  private boolean knocking;

  /**
   * Whether to knock now; the caller then has to say how it went.
   *
   * @param lastSuccess when the endpoint last answered anything; null when that is not known
   */
  synchronized boolean begin(@Nullable Instant lastSuccess, Instant now, HealthSettings settings) {
    boolean quick = failures > 0 && failures < settings.failuresInARow();
    Duration pause = quick && AGAIN.compareTo(settings.knock()) < 0 ? AGAIN : settings.knock();
    if (knocking || isWithin(pause, last, now) || isWithin(pause, lastSuccess, now)) {
      return false;
    }
    knocking = true;
    return true;
  }

  /** Neither long ago nor, by a clock that was set back, still to come. */
  private static boolean isWithin(Duration pause, @Nullable Instant moment, Instant now) {
    return moment != null && !moment.isAfter(now) && now.isBefore(moment.plus(pause));
  }

  /** Somebody opened the door; true when nobody had the time before. */
  synchronized boolean opened(Instant now) {
    boolean again = failures > 0;
    end(now);
    failures = 0;
    return again;
  }

  /** Nobody did. */
  synchronized void refused(Instant now) {
    end(now);
    failures++;
  }

  private void end(Instant now) {
    last = now;
    knocking = false;
  }
}
