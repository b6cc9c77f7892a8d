package org.tiltyard.provider;

import org.jspecify.annotations.Nullable;

/**
 * How an answer is drawn; what is null is left to the provider and not sent.
 *
 * @param temperature 0 to 2
 * @param topP 0 to 1
 * @param maxTokens upper limit of the answer's tokens
 */
public record Sampling(
    @Nullable Double temperature, @Nullable Double topP, @Nullable Integer maxTokens) {

  /** Everything as the provider likes it. */
  public static final Sampling PROVIDER_DEFAULTS = new Sampling(null, null, null);
}
