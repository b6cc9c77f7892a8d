package org.tiltyard.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tiltyard.demo.Conversation.Message;

/**
 * A finished answer in OpenAI's shapes: whole, or as the chunks of a stream.
 *
 * @param tokens the answer in pieces, already cut at a stop text or at the limit
 * @param finishReason {@code stop} or {@code length}
 */
record Completion(
    String id,
    Instant created,
    String model,
    int promptTokens,
    List<String> tokens,
    String finishReason) {

  static Completion of(ChatRequest request, String reply) {
    String kept = reply;
    for (String stop : request.stops()) {
      int at = kept.indexOf(stop);
      kept = at < 0 ? kept : kept.substring(0, at);
    }
    List<String> tokens = Tokens.of(kept);
    int limit = Math.min(tokens.size(), request.maxTokens().orElse(Integer.MAX_VALUE));
    return new Completion(
        "chatcmpl-" + UUID.randomUUID().toString().replace("-", ""),
        Instant.now(),
        request.model(),
        request.conversation().messages().stream()
            .map(Message::text)
            .mapToInt(Completion::count)
            .sum(),
        tokens.subList(0, limit),
        limit < tokens.size() ? "length" : "stop");
  }

  private static int count(String text) {
    return Tokens.of(text).size();
  }

  /** The body of an answer that isn't streamed. */
  Map<String, @Nullable Object> whole() {
    Map<String, @Nullable Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put("message", Map.of("role", "assistant", "content", String.join("", tokens)));
    choice.put("logprobs", null);
    choice.put("finish_reason", finishReason);
    Map<String, @Nullable Object> body = head("chat.completion");
    body.put("choices", List.of(choice));
    body.put("usage", usage());
    return body;
  }

  /** Chunks before the end: the first names the role, each of the others carries one token. */
  List<Map<String, @Nullable Object>> deltas(boolean includeUsage) {
    List<Map<String, @Nullable Object>> chunks = new ArrayList<>();
    for (String token : tokens) {
      Map<String, Object> delta = new LinkedHashMap<>();
      if (chunks.isEmpty()) {
        delta.put("role", "assistant");
      }
      delta.put("content", token);
      chunks.add(chunk(delta, null, includeUsage));
    }
    return chunks;
  }

  /** The chunk with the finish reason, and the one with the usage when it was asked for. */
  List<Map<String, @Nullable Object>> ending(boolean includeUsage) {
    List<Map<String, @Nullable Object>> chunks = new ArrayList<>();
    chunks.add(chunk(Map.of(), finishReason, includeUsage));
    if (includeUsage) {
      Map<String, @Nullable Object> last = head("chat.completion.chunk");
      last.put("choices", List.of());
      last.put("usage", usage());
      chunks.add(last);
    }
    return chunks;
  }

  private Map<String, @Nullable Object> chunk(
      Map<String, Object> delta, @Nullable String finish, boolean includeUsage) {
    Map<String, @Nullable Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put("delta", delta);
    choice.put("logprobs", null);
    choice.put("finish_reason", finish);
    Map<String, @Nullable Object> chunk = head("chat.completion.chunk");
    chunk.put("choices", List.of(choice));
    if (includeUsage) {
      chunk.put("usage", null);
    }
    return chunk;
  }

  private Map<String, @Nullable Object> head(String object) {
    Map<String, @Nullable Object> head = new LinkedHashMap<>();
    head.put("id", id);
    head.put("object", object);
    head.put("created", created.getEpochSecond());
    head.put("model", model);
    return head;
  }

  private Map<String, Integer> usage() {
    Map<String, Integer> usage = new LinkedHashMap<>();
    usage.put("prompt_tokens", promptTokens);
    usage.put("completion_tokens", tokens.size());
    usage.put("total_tokens", promptTokens + tokens.size());
    return usage;
  }
}
