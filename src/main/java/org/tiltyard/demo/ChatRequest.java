package org.tiltyard.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.tiltyard.demo.Conversation.Message;
import org.tiltyard.demo.Conversation.Role;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request for a chat completion, checked. Sampling settings are checked and then not used: these
 * programs have no temperature.
 */
record ChatRequest(
    String model,
    Conversation conversation,
    boolean stream,
    boolean includeUsage,
    OptionalInt maxTokens,
    OptionalLong seed,
    List<String> stops) {

  private static final int MOST_MESSAGES = 2_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * Reads a request body.
   *
   * @throws DemoException when it isn't one, saying what is wrong where
   */
  static ChatRequest parse(byte[] body) {
    Fields fields = new Fields(object(body));
    fields.range("temperature", 0, 2);
    fields.range("top_p", 0, 1);
    fields.whole("n", 1, 1);
    OptionalLong newer = fields.whole("max_completion_tokens", 1, Integer.MAX_VALUE);
    OptionalLong older = fields.whole("max_tokens", 1, Integer.MAX_VALUE);
    OptionalLong limit = newer.isPresent() ? newer : older;
    OptionalLong seed = fields.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    boolean stream = fields.flag("stream");
    return new ChatRequest(
        fields.text("model"),
        conversation(fields.node("messages")),
        stream,
        stream && includeUsage(fields.node("stream_options")),
        limit.isPresent() ? OptionalInt.of((int) limit.getAsLong()) : OptionalInt.empty(),
        seed,
        stops(fields.node("stop")));
  }

  private static JsonNode object(byte[] body) {
    try {
      JsonNode root = JSON.readTree(body);
      if (root.isObject()) {
        return root;
      }
    } catch (JacksonException notJson) {
      throw DemoException.badRequest("The body is not valid JSON.", null);
    }
    throw DemoException.badRequest("The body must be a JSON object.", null);
  }

  private static Conversation conversation(JsonNode messages) {
    if (!messages.isArray() || messages.isEmpty()) {
      throw DemoException.badRequest(
          "messages must be a list with at least one message.", "messages");
    }
    if (messages.size() > MOST_MESSAGES) {
      throw DemoException.badRequest(
          "messages has more than " + MOST_MESSAGES + " entries.", "messages");
    }
    List<Message> read = new ArrayList<>();
    for (int at = 0; at < messages.size(); at++) {
      read.add(message(messages.get(at), "messages[" + at + "]"));
    }
    if (read.stream().noneMatch(message -> message.role() == Role.USER)) {
      throw DemoException.badRequest("messages has no message with role 'user'.", "messages");
    }
    return new Conversation(read);
  }

  private static Message message(JsonNode node, String path) {
    Role role =
        switch (node.path("role").asString("")) {
          case "system", "developer" -> Role.SYSTEM;
          case "user" -> Role.USER;
          case "assistant" -> Role.ASSISTANT;
          default ->
              throw DemoException.badRequest(
                  "role must be one of 'system', 'developer', 'user', 'assistant'.",
                  path + ".role");
        };
    return new Message(role, content(node.path("content"), path + ".content"));
  }

  private static String content(JsonNode content, String path) {
    if (content.isString()) {
      return content.stringValue();
    }
    if (!content.isArray()) {
      throw DemoException.badRequest("content must be a text or a list of text parts.", path);
    }
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < content.size(); at++) {
      JsonNode part = content.get(at);
      if (!part.path("type").asString("").equals("text") || !part.path("text").isString()) {
        throw DemoException.badRequest("only text parts are understood.", path + "[" + at + "]");
      }
      parts.add(part.path("text").stringValue());
    }
    return String.join("\n", parts);
  }

  private static boolean includeUsage(JsonNode options) {
    if (options.isMissingNode() || options.isNull()) {
      return false;
    }
    if (!options.isObject()) {
      throw DemoException.badRequest("stream_options must be an object.", "stream_options");
    }
    return new Fields(options).flag("include_usage");
  }

  private static List<String> stops(JsonNode stop) {
    if (stop.isMissingNode() || stop.isNull()) {
      return List.of();
    }
    List<JsonNode> nodes = stop.isArray() ? List.copyOf(stop.values()) : List.of(stop);
    if (nodes.size() > 4
        || !nodes.stream().allMatch(n -> n.isString() && !n.stringValue().isEmpty())) {
      throw DemoException.badRequest("stop must be a text or up to four texts.", "stop");
    }
    return nodes.stream().map(JsonNode::stringValue).toList();
  }

  /** The plain fields of an object, each with its type and range checked. */
  private record Fields(JsonNode object) {

    /** The field; missing when it is absent or null. */
    JsonNode node(String name) {
      return object.path(name);
    }

    private boolean absent(String name) {
      return node(name).isMissingNode() || node(name).isNull();
    }

    String text(String name) {
      if (!node(name).isString() || node(name).stringValue().isBlank()) {
        throw DemoException.badRequest(name + " must be a text.", name);
      }
      return node(name).stringValue();
    }

    boolean flag(String name) {
      if (!absent(name) && !node(name).isBoolean()) {
        throw DemoException.badRequest(name + " must be true or false.", name);
      }
      return !absent(name) && node(name).booleanValue();
    }

    OptionalLong whole(String name, long least, long most) {
      if (absent(name)) {
        return OptionalLong.empty();
      }
      boolean fits = node(name).isIntegralNumber() && node(name).canConvertToLong();
      if (!fits || node(name).longValue() < least || node(name).longValue() > most) {
        throw DemoException.badRequest(
            least == most
                ? name + " can only be " + least + "."
                : name + " must be a whole number of at least " + least + ".",
            name);
      }
      return OptionalLong.of(node(name).longValue());
    }

    void range(String name, double least, double most) {
      if (absent(name)) {
        return;
      }
      boolean fits =
          node(name).isNumber()
              && node(name).doubleValue() >= least
              && node(name).doubleValue() <= most;
      if (!fits) {
        throw DemoException.badRequest(
            name + " must be a number from " + least + " to " + most + ".", name);
      }
    }
  }
}
