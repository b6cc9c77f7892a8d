package org.tiltyard.provider;

/** The one way to a language model: a request in, a stream of {@link Chunk}s out. */
public interface ChatGateway {

  /**
   * Prepares an answer. Nothing is sent yet and nothing blocks: connecting is part of the first
   * {@link ChatStream#next()}, so that a stream can be closed at any moment of its life.
   */
  ChatStream open(Endpoint endpoint, ChatRequest request);
}
