package org.tiltyard.limits;

import java.time.Duration;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** How long something takes, as people say it and as a {@code Retry-After} header does. */
final class Waiting {

  private Waiting() {}

  /** Whole seconds, at least one. */
  static long seconds(Duration wait) {
    return Math.max(1, (wait.toMillis() + 999) / 1000);
  }

  /** "20 seconds", "5 minutes", "3 hours": rounded up, so that trying then does not fail again. */
  static MessageSourceResolvable words(Duration wait) {
    long seconds = seconds(wait);
    if (seconds <= 90) {
      return words("seconds", seconds);
    }
    long minutes = (seconds + 59) / 60;
    return minutes <= 90 ? words("minutes", minutes) : words("hours", (minutes + 59) / 60);
  }

  private static MessageSourceResolvable words(String unit, long count) {
    return new DefaultMessageSourceResolvable(
        new String[] {"limits.wait." + unit}, new Object[] {count});
  }
}
