package org.tiltyard.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param model the model as the provider names it
 * @param messages the conversation so far, oldest first, a system prompt before all
 * @param extraBody a JSON object of further fields of the request, none of which the gateway sets
 *     itself; null for none
 */
public record ChatRequest(
    String model, List<ChatMessage> messages, Sampling sampling, @Nullable String extraBody) {

  public ChatRequest {
    messages = List.copyOf(messages);
  }

  /** A request of the usual fields only. */
  public ChatRequest(String model, List<ChatMessage> messages, Sampling sampling) {
    this(model, messages, sampling, null);
  }
}
