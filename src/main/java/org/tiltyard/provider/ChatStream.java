package org.tiltyard.provider;

import org.jspecify.annotations.Nullable;

/** One answer as it arrives. One thread, best a virtual one, reads it; any thread may close it. */
public interface ChatStream extends AutoCloseable {

  /**
   * Waits for the next piece of the answer. The first call also connects and sends the request.
   *
   * @return the next chunk; {@code null} once {@link Chunk.Finished} has been returned
   * @throws ChatFailure when the answer cannot be had, or no further; the stream is closed then and
   *     every further call throws the same failure
   */
  @Nullable Chunk next() throws ChatFailure;

  /**
   * Ends the upstream connection at once. A {@link #next()} that waits, or comes later, throws a
   * {@link ChatFailure} of kind {@link FailureKind#CANCELLED} unless the answer had finished or
   * failed before. Closing again does nothing.
   */
  @Override
  void close();
}
