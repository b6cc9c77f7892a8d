package org.tiltyard.settings;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Stored JSON values in the form in which Spring Boot binds them: one flat key a leaf. No leaf is a
 * String: in those, placeholders would be replaced, and whoever may change a setting could read the
 * environment.
 */
final class StoredProperties {

  private StoredProperties() {}

  static Map<String, Object> flat(Map<String, JsonNode> values) {
    Map<String, Object> flat = new HashMap<>();
    values.forEach((key, value) -> put(flat, key, value));
    return flat;
  }

  private static void put(Map<String, Object> flat, String key, JsonNode value) {
    if (value.isArray()) {
      if (value.isEmpty()) {
        flat.put(key, "");
      }
      for (int i = 0; i < value.size(); i++) {
        put(flat, key + "[" + i + "]", value.get(i));
      }
    } else if (value.isObject()) {
      value
          .properties()
          .forEach(entry -> put(flat, key + "[" + entry.getKey() + "]", entry.getValue()));
    } else if (!value.isNull()) {
      flat.put(key, new StringBuilder(value.asString()));
    }
  }
}
