package org.tiltyard.provider;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads of a chat completion chunk only what an answer needs, token by token: mapping whole objects
 * was the greatest cost of a relayed stream. A whole completion ({@code message} in place of {@code
 * delta}) reads the same way.
 */
final class ChunkParser {

  /** Buffers are shared: kept by thread, every stream's own thread would hold some for its life. */
  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool()).build();

  private ChunkParser() {}

  /** What one chunk brought; null is what it did not mention. */
  static final class Delta {
    @Nullable String text;
    @Nullable String reasoning;
    @Nullable String refusal;
    @Nullable String finishReason;
    @Nullable String model;
    @Nullable Usage usage;
    boolean choices;
    boolean error;

    private void addText(@Nullable String more) {
      text = joined(text, more);
    }

    private void addReasoning(@Nullable String more) {
      reasoning = joined(reasoning, more);
    }

    private static @Nullable String joined(@Nullable String sofar, @Nullable String more) {
      if (sofar == null || more == null) {
        return sofar == null ? more : sofar;
      }
      return sofar + more;
    }
  }

  /**
   * @throws JacksonException when it is no JSON object; bytes that are no UTF-8 are read as U+FFFD
   */
  static Delta parse(byte[] bytes, int from, int length) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, from, length)) {
      return chunk(json);
    } catch (JacksonException e) {
      String lenient = new String(bytes, from, length, StandardCharsets.UTF_8);
      if (lenient.indexOf('\uFFFD') < 0) {
        throw e;
      }
      try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), lenient)) {
        return chunk(json);
      }
    }
  }

  private static Delta chunk(JsonParser json) {
    Delta delta = new Delta();
    if (json.nextToken() != JsonToken.START_OBJECT) {
      delta.error = true;
      return delta;
    }
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "choices" -> choices(json, delta);
        case "model" -> delta.model = string(json);
        case "usage" -> delta.usage = usage(json);
        case "object" -> delta.error |= "error".equals(string(json));
        case "error" -> {
          delta.error |= value != JsonToken.VALUE_NULL;
          json.skipChildren();
        }
        default -> json.skipChildren();
      }
    }
    return delta;
  }

  private static void choices(JsonParser json, Delta delta) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT && !delta.choices) {
        delta.choices = true;
        choice(json, delta);
      } else {
        json.skipChildren();
      }
    }
  }

  private static void choice(JsonParser json, Delta delta) {
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      boolean object = value == JsonToken.START_OBJECT;
      if (object && (name.equals("delta") || name.equals("message"))) {
        message(json, delta);
      } else if (name.equals("finish_reason")) {
        delta.finishReason = string(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private static void message(JsonParser json, Delta delta) {
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "content" -> {
          if (value == JsonToken.START_ARRAY) {
            parts(json, delta);
          } else {
            delta.addText(string(json));
          }
        }
        // Some servers send both names with the same words: the first one counts.
        case "reasoning_content", "reasoning" -> {
          String words = string(json);
          if (delta.reasoning == null || delta.reasoning.isEmpty()) {
            delta.reasoning = words;
          }
        }
        case "refusal" -> delta.refusal = string(json);
        default -> json.skipChildren();
      }
    }
  }

  /** Content as a list of parts: {@code text}, and {@code thinking} with parts of its own. */
  private static void parts(JsonParser json, Delta delta) {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        continue;
      }
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        JsonToken value = json.nextToken();
        if (name.equals("text")) {
          delta.addText(string(json));
        } else if (name.equals("thinking") && value == JsonToken.START_ARRAY) {
          Delta thought = new Delta();
          parts(json, thought);
          delta.addReasoning(thought.text);
        } else if (name.equals("thinking")) {
          delta.addReasoning(string(json));
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private static @Nullable Usage usage(JsonParser json) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return null;
    }
    int in = 0;
    int out = 0;
    boolean counted = false;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      if (value.isNumeric() && name.equals("prompt_tokens")) {
        in = (int) Math.clamp(json.getDoubleValue(), 0, Integer.MAX_VALUE);
        counted = true;
      } else if (value.isNumeric() && name.equals("completion_tokens")) {
        out = (int) Math.clamp(json.getDoubleValue(), 0, Integer.MAX_VALUE);
        counted = true;
      } else {
        json.skipChildren();
      }
    }
    return counted ? new Usage(in, out) : null;
  }

  private static @Nullable String string(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    json.skipChildren();
    return null;
  }
}
