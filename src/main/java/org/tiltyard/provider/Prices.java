package org.tiltyard.provider;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in US dollars for a million tokens; null where it is not known.
 *
 * @param in tokens of the request
 * @param out tokens of the answer
 */
public record Prices(@Nullable Double in, @Nullable Double out) {

  /** Nothing is known. */
  public static final Prices UNKNOWN = new Prices(null, null);

  private static final double MILLION = 1_000_000;

  /** US dollars for so many tokens; empty when neither price is known. */
  public OptionalDouble cost(Usage usage) {
    if (in == null && out == null) {
      return OptionalDouble.empty();
    }
    double forIn = in == null ? 0 : in * usage.tokensIn();
    double forOut = out == null ? 0 : out * usage.tokensOut();
    return OptionalDouble.of((forIn + forOut) / MILLION);
  }
}
