package org.tiltyard.admin;

import java.util.ArrayList;
import java.util.List;
import org.springframework.util.MultiValueMap;
import org.tiltyard.admin.SettingField.Entry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What somebody typed into the fields of the settings page. */
final class SettingForm {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final MultiValueMap<String, String> sent;

  SettingForm(MultiValueMap<String, String> sent) {
    this.sent = sent;
  }

  /** Whether the field was on the page: a switch that is off sends nothing of its own. */
  boolean has(SettingField field) {
    return sent.getOrDefault("fields", List.of()).contains(field.key());
  }

  /** The field as it was left. */
  SettingField typed(SettingField field) {
    String value =
        field.kind().equals("switch") ? String.valueOf(sent.containsKey(field.key())) : text(field);
    return field.typed(value, entries(field));
  }

  /** The value that was typed, in the form in which it is stored. */
  JsonNode value(SettingField field) {
    return switch (field.kind()) {
      case "switch" -> JSON.booleanNode(sent.containsKey(field.key()));
      case "lines" -> lines(field);
      case "entries", "passages" -> map(field);
      default -> JSON.stringNode(text(field).strip());
    };
  }

  private String text(SettingField field) {
    String text = sent.getFirst(field.key());
    return text == null ? "" : text.replace("\r\n", "\n");
  }

  private JsonNode lines(SettingField field) {
    var list = JSON.arrayNode();
    text(field).lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(list::add);
    return list;
  }

  private JsonNode map(SettingField field) {
    ObjectNode map = JSON.objectNode();
    entries(field).forEach(entry -> map.put(entry.key(), entry.text()));
    return map;
  }

  /** Rows whose text was emptied are gone; a row with a text and no key keeps its empty key. */
  private List<Entry> entries(SettingField field) {
    List<String> keys = sent.getOrDefault(field.key() + ".key", List.of());
    List<String> texts = sent.getOrDefault(field.key() + ".text", List.of());
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < Math.min(keys.size(), texts.size()); i++) {
      String text = texts.get(i).replace("\r\n", "\n").strip();
      if (!text.isEmpty()) {
        entries.add(new Entry(keys.get(i).strip(), text));
      }
    }
    return entries;
  }
}
