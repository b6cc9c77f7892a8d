package org.tiltyard.language;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How languages are told apart, {@code tiltyard.language.*}.
 *
 * @param languages English names of the languages to choose from where several share a script:
 *     Latin, Cyrillic, Arabic, Devanagari. Languages with a script of their own, such as Korean,
 *     are always known and need no models. Fewer languages need less memory and make fewer mistakes
 * @param accuracy {@code high} loads statistics of up to five letters, about 25 MB of heap for each
 *     language; {@code low} of three, about 1 MB; {@code auto} is high where the heap may grow to
 *     1.5 GB
 * @param minimumConfidence how far the first choice must lie before the second, from 0 to 1, lest
 *     the answer be "unknown"
 * @param preload whether models are loaded in the background once the application has started,
 *     instead of with the first text
 */
@ConfigurationProperties("tiltyard.language")
record LanguageSettings(
    @DefaultValue({
          "English", "Portuguese", "Spanish", "French", "German", "Italian", "Dutch", "Swedish",
          "Polish", "Czech", "Turkish", "Vietnamese", "Indonesian", "Russian", "Ukrainian",
              "Arabic",
          "Persian", "Hindi"
        })
        List<String> languages,
    @DefaultValue("auto") Accuracy accuracy,
    @DefaultValue("0.02") double minimumConfidence,
    @DefaultValue("true") boolean preload) {

  enum Accuracy {
    AUTO,
    HIGH,
    LOW
  }

  private static final long ROOMY_HEAP = 1_500_000_000;

  LanguageSettings {
    languages = List.copyOf(languages);
    if (!(minimumConfidence >= 0 && minimumConfidence < 1)) {
      throw new IllegalArgumentException(
          "tiltyard.language.minimum-confidence must be at least 0 and below 1");
    }
  }

  /** Whether the small models are to be used on this machine. */
  boolean lowAccuracy() {
    return switch (accuracy) {
      case AUTO -> Runtime.getRuntime().maxMemory() < ROOMY_HEAP;
      case HIGH -> false;
      case LOW -> true;
    };
  }
}
