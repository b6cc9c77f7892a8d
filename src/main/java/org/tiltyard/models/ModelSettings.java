package org.tiltyard.models;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tiltyard.models}: the models of the arena, read at every start. A model that is taken out
 * of the list is retired; its votes stay.
 */
@ConfigurationProperties("tiltyard")
record ModelSettings(@DefaultValue List<ConfiguredModel> models) {

  ModelSettings {
    Set<String> seen = new HashSet<>();
    for (ConfiguredModel model : models) {
      if (!seen.add(model.name())) {
        throw new IllegalArgumentException(
            "tiltyard.models: the name '" + model.name() + "' is there twice");
      }
    }
  }

  /**
   * One model.
   *
   * @param name the public name, at most 120 characters
   * @param baseUrl of the server, including the version: {@code http://localhost:8000/v1}
   * @param apiKey the key, best by environment variable; none for servers that ask for none
   * @param model what the server calls it; the name when left out
   * @param group models of one group never meet
   * @param extraBody a JSON object, as text
   * @param weight when left out, admins may set it in the browser
   */
  record ConfiguredModel(
      String name,
      String baseUrl,
      @Nullable String apiKey,
      @Nullable String model,
      @Nullable String organisation,
      @Nullable String license,
      @Nullable String link,
      @Nullable String description,
      @Nullable String systemPrompt,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable Integer maxTokens,
      @Nullable Integer contextLength,
      @Nullable Double priceIn,
      @Nullable Double priceOut,
      @Nullable String extraBody,
      @Nullable Boolean images,
      @Nullable String group,
      @Nullable Boolean anonymousOnly,
      @Nullable Double weight) {

    ConfiguredModel {
      require(name != null && !name.isBlank(), "name", name);
      require(baseUrl != null && baseUrl.matches("https?://.+"), "base-url", name);
    }

    private static void require(boolean fits, String field, @Nullable String model) {
      if (!fits) {
        throw new IllegalArgumentException(
            "tiltyard.models: '%s' of model '%s' is missing or out of range"
                .formatted(field, model));
      }
    }

    String keyOrNone() {
      return apiKey == null ? "" : apiKey;
    }

    /**
     * The model as it is registered.
     *
     * @throws IllegalArgumentException when a value breaks a rule
     */
    ModelDescription describe() {
      ModelDescription described =
          new ModelDescription(
              name,
              model == null || model.isBlank() ? name : model,
              textOrNone(organisation),
              textOrNone(license),
              textOrNone(link),
              textOrNone(description),
              textOrNone(systemPrompt),
              temperature,
              topP,
              maxTokens,
              contextLength,
              priceIn,
              priceOut,
              textOrNone(extraBody),
              Boolean.TRUE.equals(images),
              textOrNone(group),
              Boolean.TRUE.equals(anonymousOnly),
              weight == null ? 1 : weight);
      ModelRules.faults(described).forEach(fault -> require(false, key(fault.field()), name));
      return described;
    }

    private static @Nullable String textOrNone(@Nullable String text) {
      return text == null || text.isBlank() ? null : text;
    }

    private static String key(String field) {
      return switch (field) {
        case "providerModel" -> "model";
        case "pairGroup" -> "group";
        default -> field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      };
    }

    /** Never prints the key, wherever the record ends up. */
    @Override
    public String toString() {
      return "ConfiguredModel[" + name + " at " + baseUrl + "]";
    }
  }
}
