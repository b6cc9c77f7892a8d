package org.tiltyard.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tiltyard.models.Imported.Entry;
import org.tiltyard.models.Imported.Server;
import org.tiltyard.models.Imported.Skipped;
import org.tiltyard.models.ModelRules.Fault;
import tools.jackson.databind.JsonNode;

/**
 * FastChat's {@code api_endpoints.json}, as its web server takes it: an object of models by public
 * name, each with {@code model_name}, {@code api_base}, {@code api_type}, {@code api_key} and, if
 * need be, {@code anony_only}, {@code recommended_config}, {@code text-arena} and {@code
 * vision-arena}.
 */
final class FastChatFile {

  /** Where FastChat sends what has no {@code api_base}. */
  private static final String OPENAI = "https://api.openai.com/v1";

  /** The types that speak OpenAI's chat completions. */
  private static final Set<String> COMPATIBLE = Set.of("openai", "openai_no_stream", "openai_o1");

  private record Access(String baseUrl, String key) {}

  private final Map<Access, String> names = new HashMap<>();
  private final Map<String, Server> servers = new LinkedHashMap<>();
  private final List<Entry> models = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();

  private FastChatFile() {}

  /** Whether a file looks like one: an object of objects that say their API. */
  static boolean recognises(JsonNode root) {
    return root.isObject()
        && root.values().stream().allMatch(JsonNode::isObject)
        && root.values().stream().anyMatch(model -> model.has("api_type"));
  }

  /** Reads a file; an entry that can't be taken is told, and the others are taken. */
  static Imported read(JsonNode root) {
    FastChatFile file = new FastChatFile();
    root.properties().forEach(field -> file.take(field.getKey(), field.getValue()));
    return new Imported(List.copyOf(file.servers.values()), file.models, file.skipped);
  }

  private void take(String name, JsonNode model) {
    String type = model.path("api_type").asString("");
    if (!COMPATIBLE.contains(type)) {
      skip(name, "api-type", type);
      return;
    }
    if (!model.path("text-arena").asBoolean(true)) {
      skip(name, "vision-only");
      return;
    }
    String baseUrl = tidy(model.path("api_base").asString(""));
    String id = model.path("model_name").asString(name);
    if (id.contains("azure")) {
      skip(name, "azure");
      return;
    }
    ModelDescription described = describe(name, id, model);
    List<Fault> faults = ModelRules.faults(described);
    if (!faults.isEmpty()) {
      Fault first = faults.getFirst();
      skipped.add(new Skipped(name, first));
      return;
    }
    if (!baseUrl.matches("https?://\\S+")) {
      skip(name, "address");
      return;
    }
    String key = model.path("api_key").asString("").strip();
    models.add(new Entry(described, server(baseUrl, key), null));
  }

  private static String tidy(String baseUrl) {
    String stripped = baseUrl.strip().replaceAll("/+$", "");
    return stripped.isEmpty() ? OPENAI : stripped;
  }

  private void skip(String name, String rule, Object... limits) {
    skipped.add(new Skipped(name, Fault.of("model", rule, limits)));
  }

  private static ModelDescription describe(String name, String id, JsonNode model) {
    JsonNode config = model.path("recommended_config");
    String systemPrompt = model.path("custom_system_prompt").asString("");
    return new ModelDescription(
        name.strip(),
        id.strip(),
        null,
        null,
        null,
        null,
        systemPrompt.isBlank() ? null : systemPrompt,
        number(config.path("temperature")),
        number(config.path("top_p")),
        config.path("max_new_tokens").isInt() ? config.path("max_new_tokens").asInt() : null,
        null,
        null,
        null,
        null,
        model.path("vision-arena").asBoolean(false),
        null,
        model.path("anony_only").asBoolean(false),
        1);
  }

  private static @Nullable Double number(JsonNode value) {
    return value.isNumber() ? value.asDouble() : null;
  }

  /** The name of the endpoint with this address and key. */
  private String server(String baseUrl, String key) {
    return names.computeIfAbsent(
        new Access(baseUrl, key),
        access -> {
          int number = 1;
          while (servers.containsKey(named(baseUrl, number))) {
            number++;
          }
          String name = named(baseUrl, number);
          servers.put(name, new Server(name, baseUrl, key));
          return name;
        });
  }

  private static String named(String baseUrl, int number) {
    return number == 1 ? baseUrl : baseUrl + " #" + number;
  }
}
