package org.tiltyard.moderation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How toxicity classifiers are run, {@code tiltyard.classifiers.*}.
 *
 * @param folder classifiers in this process come from folders below this one, and nowhere else;
 *     empty: {@code classifiers} in the arena's data folder
 * @param threads so many texts at once are read by classifiers in this process
 * @param timeLimit for one text; where somebody waits, the time of the chain counts
 */
record ClassifierSettings(
    @DefaultValue("") String folder,
    @DefaultValue("1") @Min(1) @Max(64) int threads,
    @DefaultValue("20s") Duration timeLimit) {

  ClassifierSettings {
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw new IllegalArgumentException("tiltyard.classifiers.time-limit must be longer than 0");
    }
  }

  /** Where folders of models are looked for. */
  Path base(Path data) {
    return folder.isBlank() ? data.resolve("classifiers") : Path.of(folder);
  }
}
