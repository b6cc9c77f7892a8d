package org.tiltyard.provider;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which of the optional parameters a server understands. It begins with what most understand; a
 * complaint about a parameter takes it out of every later request for the same model.
 *
 * @param usage asks for {@code stream_options.include_usage}
 * @param maxTokens sends {@code max_tokens}, otherwise its successor {@code max_completion_tokens}
 */
record Dialect(boolean usage, boolean maxTokens, boolean temperature, boolean topP) {

  static final Dialect COMMON = new Dialect(true, true, true, true);

  /**
   * The dialect to try next after a 400 or 422 with this body; empty when it is no matter of it.
   */
  Optional<Dialect> after(String complaint, Sampling sampling) {
    String words = complaint.toLowerCase(Locale.ROOT);
    if (usage && (words.contains("stream_options") || words.contains("include_usage"))) {
      return Optional.of(new Dialect(false, maxTokens, temperature, topP));
    }
    if (!isAboutSupport(words)) {
      return Optional.empty();
    }
    if (maxTokens && sampling.maxTokens() != null && words.contains("max_tokens")) {
      return Optional.of(new Dialect(usage, false, temperature, topP));
    }
    if (topP && sampling.topP() != null && words.contains("top_p")) {
      return Optional.of(new Dialect(usage, maxTokens, temperature, false));
    }
    if (temperature && sampling.temperature() != null && words.contains("temperature")) {
      return Optional.of(new Dialect(usage, maxTokens, false, topP));
    }
    return Optional.empty();
  }

  private static boolean isAboutSupport(String words) {
    return words.contains("unsupported")
        || words.contains("not support")
        || words.contains("unrecognized")
        || words.contains("unknown")
        || words.contains("not permitted")
        || words.contains("cannot both")
        || words.contains("max_completion_tokens");
  }

  /** What has been learnt since the start of the application. */
  static final class Book {

    private record Speaker(EndpointId endpoint, String model) {}

    private final Map<Speaker, Dialect> learnt = new ConcurrentHashMap<>();

    Dialect of(EndpointId endpoint, String model) {
      return learnt.getOrDefault(new Speaker(endpoint, model), COMMON);
    }

    /** To be called with a dialect that a server has just accepted. */
    void learn(EndpointId endpoint, String model, Dialect dialect) {
      if (dialect.equals(of(endpoint, model))) {
        return;
      }
      learnt.put(new Speaker(endpoint, model), dialect);
    }
  }
}
