package org.tiltyard.moderation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * How what was not checked in time is caught up on, {@code tiltyard.backlog.*}.
 *
 * @param batch so many checks at most before the next pause
 * @param pause between two batches, so that catching up never takes all of a machine or service
 * @param settle so long after a message the chain may still be at it
 * @param timeLimit for one check; nobody waits for it
 * @param retry how long a check waits that failed; doubles each time
 * @param longestRetry the longest of these pauses
 */
record BacklogSettings(
    @Editable @DefaultValue("50") @Min(1) @Max(1000) int batch,
    @Editable @DefaultValue("1s") Duration pause,
    @DefaultValue("15s") Duration settle,
    @DefaultValue("20s") Duration timeLimit,
    @DefaultValue("30s") Duration retry,
    @DefaultValue("30m") Duration longestRetry) {

  BacklogSettings {
    require(pause, "pause");
    require(timeLimit, "time-limit");
    require(retry, "retry");
    require(longestRetry, "longest-retry");
  }

  private static void require(Duration duration, String name) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("tiltyard.backlog." + name + " must be longer than 0");
    }
  }
}
