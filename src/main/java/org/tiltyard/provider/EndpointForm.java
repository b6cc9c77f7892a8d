package org.tiltyard.provider;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the form of an endpoint holds, as it was typed: kept when something is wrong. */
record EndpointForm(
    @Nullable String name,
    @Nullable String baseUrl,
    @Nullable String connectTimeout,
    @Nullable String firstTokenTimeout,
    @Nullable String betweenTokensTimeout,
    @Nullable String totalTimeout,
    @Nullable String concurrency,
    @Nullable String requestsPerMinute,
    @Nullable String tokensPerMinute,
    @Nullable String dailySpend,
    @Nullable Integer version) {

  private static final double MILLIS = Duration.ofSeconds(1).toMillis();

  static EndpointForm empty() {
    return new EndpointForm("", "", "", "", "", "", "", "", "", "", null);
  }

  static EndpointForm of(Endpoint endpoint) {
    EndpointLimits limits = endpoint.limits();
    return new EndpointForm(
        endpoint.name(),
        endpoint.baseUrl(),
        seconds(limits.connectTimeoutMs()),
        seconds(limits.firstTokenTimeoutMs()),
        seconds(limits.betweenTokensTimeoutMs()),
        seconds(limits.totalTimeoutMs()),
        text(limits.concurrency()),
        text(limits.requestsPerMinute()),
        text(limits.tokensPerMinute()),
        text(limits.dailySpend()),
        endpoint.version());
  }

  private static String seconds(@Nullable Integer millis) {
    return millis == null ? "" : text(millis / MILLIS);
  }

  private static String text(@Nullable Number number) {
    return number == null ? "" : String.valueOf(number).replaceFirst("\\.0$", "");
  }

  /**
   * @throws EndpointRefused naming a field that holds no number
   */
  EndpointDraft draft() {
    EndpointLimits limits =
        new EndpointLimits(
            millis("connectTimeout", connectTimeout),
            millis("firstTokenTimeout", firstTokenTimeout),
            millis("betweenTokensTimeout", betweenTokensTimeout),
            millis("totalTimeout", totalTimeout),
            number("concurrency", concurrency, Integer::valueOf),
            number("requestsPerMinute", requestsPerMinute, Integer::valueOf),
            number("tokensPerMinute", tokensPerMinute, Integer::valueOf),
            number("dailySpend", dailySpend, Double::valueOf));
    return new EndpointDraft(name == null ? "" : name, baseUrl == null ? "" : baseUrl, limits);
  }

  private static @Nullable Integer millis(String field, @Nullable String typed) {
    return number(field, typed, text -> (int) Math.ceil(Double.parseDouble(text) * MILLIS));
  }

  private static <T extends Number> @Nullable T number(
      String field, @Nullable String typed, Function<String, T> read) {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    try {
      return read.apply(typed.strip().replace(',', '.'));
    } catch (NumberFormatException e) {
      throw EndpointRefused.field(field, "number");
    }
  }
}
