package org.tiltyard.models;

import java.util.HashSet;
import java.util.List;
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

  private static final int NAME_MAXIMUM = 120;

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
      @Nullable Integer maxTokens) {

    ConfiguredModel {
      require(name != null && !name.isBlank() && name.length() <= NAME_MAXIMUM, "name", name);
      require(baseUrl != null && baseUrl.matches("https?://.+"), "base-url", name);
      require(temperature == null || (temperature >= 0 && temperature <= 2), "temperature", name);
      require(topP == null || (topP > 0 && topP <= 1), "top-p", name);
      require(maxTokens == null || maxTokens > 0, "max-tokens", name);
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

    ModelDescription description(String publicName) {
      return ModelDescription.named(
              publicName, model == null || model.isBlank() ? publicName : model)
          .presented(organisation, license, link, description)
          .asked(systemPrompt, temperature, topP, maxTokens);
    }

    /** Never prints the key, wherever the record ends up. */
    @Override
    public String toString() {
      return "ConfiguredModel[" + name + " at " + baseUrl + "]";
    }
  }
}
