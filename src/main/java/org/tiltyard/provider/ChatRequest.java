package org.tiltyard.provider;

import java.util.List;

/**
 * What a model is asked.
 *
 * @param model the model as the provider names it
 * @param messages the conversation so far, oldest first, a system prompt before all
 */
public record ChatRequest(String model, List<ChatMessage> messages, Sampling sampling) {

  public ChatRequest {
    messages = List.copyOf(messages);
  }
}
