package org.tiltyard.moderation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * How messages are tagged by toxicity classifiers, {@code tiltyard.toxicity.*}.
 *
 * @param folder classifiers in this process come from folders below this one, and nowhere else;
 *     empty: {@code classifiers} in the arena's data folder
 * @param threads so many texts at once are read by classifiers in this process
 * @param timeLimit for one text
 * @param batch so many messages are tagged at most before the next pause
 * @param pause between two batches, so that tagging never takes all of the machine
 * @param retry how long a message waits whose classifier failed; doubles each time
 * @param longestRetry the longest of these pauses
 */
record ToxicitySettings(
    @DefaultValue("") String folder,
    @DefaultValue("1") @Min(1) @Max(64) int threads,
    @DefaultValue("20s") Duration timeLimit,
    @Editable @DefaultValue("50") @Min(1) @Max(1000) int batch,
    @Editable @DefaultValue("1s") Duration pause,
    @DefaultValue("30s") Duration retry,
    @DefaultValue("30m") Duration longestRetry) {

  ToxicitySettings {
    require(timeLimit, "time-limit");
    require(pause, "pause");
    require(retry, "retry");
    require(longestRetry, "longest-retry");
  }

  private static void require(Duration duration, String name) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("tiltyard.toxicity." + name + " must be longer than 0");
    }
  }

  /** Where folders of models are looked for. */
  Path base(Path data) {
    return folder.isBlank() ? data.resolve("classifiers") : Path.of(folder);
  }
}
