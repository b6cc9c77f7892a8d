package org.tiltyard.provider;

import org.jspecify.annotations.Nullable;

/** A piece of an answer, never empty; text never ends in half a surrogate pair. */
public sealed interface Chunk {

  /** More of the answer. */
  record Text(String text) implements Chunk {}

  /** More of what the model thought before or while answering; no part of the answer. */
  record Reasoning(String text) implements Chunk {}

  /**
   * The end of the answer.
   *
   * @param finishReason {@code stop}, {@code length}, {@code content_filter} or the provider's own
   *     word, at most 40 characters
   * @param providerModel the model as the provider names it, at most 300 characters
   * @param usage the provider's own count, when it gave one
   */
  record Finished(String finishReason, @Nullable String providerModel, @Nullable Usage usage)
      implements Chunk {}
}
