package org.tiltyard.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint may be asked; null means no limit, and for times the arena's own.
 *
 * @param connectTimeoutMs and the next three: milliseconds, see {@link ProviderSettings}
 * @param concurrency answers at once, in each process
 * @param requestsPerMinute by all processes together, in each minute of the clock
 * @param tokensPerMinute likewise; what is being written counts when it is finished
 * @param dailySpend US dollars a day (UTC), by the models' prices; likewise
 */
public record EndpointLimits(
    @Nullable Integer connectTimeoutMs,
    @Nullable Integer firstTokenTimeoutMs,
    @Nullable Integer betweenTokensTimeoutMs,
    @Nullable Integer totalTimeoutMs,
    @Nullable Integer concurrency,
    @Nullable Integer requestsPerMinute,
    @Nullable Integer tokensPerMinute,
    @Nullable Double dailySpend) {

  /** No limit but the arena's. */
  public static final EndpointLimits NONE =
      new EndpointLimits(null, null, null, null, null, null, null, null);

  /** Whether what is used has to be counted where every process sees it. */
  boolean counted() {
    return requestsPerMinute != null || tokensPerMinute != null || dailySpend != null;
  }

  /** The arena's settings, with this endpoint's times in place of theirs. */
  ProviderSettings over(ProviderSettings arena) {
    return new ProviderSettings(
        millis(connectTimeoutMs, arena.connectTimeout()),
        millis(firstTokenTimeoutMs, arena.firstTokenTimeout()),
        millis(betweenTokensTimeoutMs, arena.betweenTokensTimeout()),
        millis(totalTimeoutMs, arena.totalTimeout()),
        arena.longestLine(),
        arena.longestAnswer());
  }

  private static Duration millis(@Nullable Integer own, Duration otherwise) {
    return own == null ? otherwise : Duration.ofMillis(own);
  }
}
