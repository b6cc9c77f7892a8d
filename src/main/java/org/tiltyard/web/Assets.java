package org.tiltyard.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The addresses of the front end's files. Their names hold a hash of their content (from the
 * build's manifest), so a browser may keep them for ever. Templates use this bean as
 * {@code @assets}.
 */
@Component("assets")
class Assets {

  static final String ROOT = "/assets/";

  private final Map<String, String> urls = new HashMap<>();
  private final Map<String, List<String>> styles = new HashMap<>();

  Assets(JsonMapper json) throws IOException {
    ClassPathResource manifest = new ClassPathResource("static/assets/.vite/manifest.json");
    try (InputStream content = manifest.getInputStream()) {
      for (Map.Entry<String, JsonNode> entry : json.readTree(content).properties()) {
        urls.put(entry.getKey(), ROOT + entry.getValue().get("file").asString());
        styles.put(entry.getKey(), stylesOf(entry.getValue()));
      }
    }
  }

  private static List<String> stylesOf(JsonNode entry) {
    List<String> found = new ArrayList<>();
    entry.path("css").forEach(file -> found.add(ROOT + file.asString()));
    return List.copyOf(found);
  }

  /** Where the built form of a source file is served, for example of {@code src/main.ts}. */
  public String url(String source) {
    String url = urls.get(source);
    if (url == null) {
      throw new IllegalArgumentException("The front end has no entry " + source);
    }
    return url;
  }

  /** The style sheets that an entry brings along. */
  public List<String> styles(String source) {
    return styles.getOrDefault(source, List.of());
  }
}
