package org.tiltyard.provider;

/** The one way to a language model: a request in, a stream of {@link Chunk}s out. */
public interface ChatGateway {

  /**
   * Prepares an answer. Nothing is sent yet: connecting is part of the first {@link
   * ChatStream#next()}, so that a stream can be closed at any moment of its life. Reads the
   * endpoint's key, from the database or from memory.
   */
  ChatStream open(Endpoint endpoint, ChatRequest request);
}
