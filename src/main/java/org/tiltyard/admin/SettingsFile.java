package org.tiltyard.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.EditableSetting;
import org.tiltyard.settings.PlainValues;
import org.tiltyard.settings.Settings;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All settings of the browser as one YAML, with the keys that the configuration file has. */
@Component
class SettingsFile {

  private static final int MAXIMUM_CHARACTERS = 1_000_000;

  /**
   * What a file asks for.
   *
   * @param changes what would change, by key
   * @param skipped keys that stay as they are, because the configuration sets them or because they
   *     can't be set in the browser
   */
  record Content(Map<String, JsonNode> changes, List<String> skipped) {}

  private final Settings settings;
  private final JsonMapper json;

  SettingsFile(Settings settings, JsonMapper json) {
    this.settings = settings;
    this.json = json;
  }

  /**
   * Every setting as it stands, in the order of the page; the same settings give the same bytes.
   */
  String write() {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (EditableSetting setting : settings.editable()) {
      put(tree, setting.key().split("\\."), PlainValues.of(settings.value(setting)));
    }
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setAllowUnicode(true);
    options.setWidth(100);
    options.setLineBreak(DumperOptions.LineBreak.UNIX);
    return new Yaml(new Representer(options), options).dump(tree);
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> tree, String[] path, Object value) {
    Map<String, Object> place = tree;
    for (int i = 0; i < path.length - 1; i++) {
      place =
          (Map<String, Object>)
              place.computeIfAbsent(path[i], key -> new LinkedHashMap<String, Object>());
    }
    place.put(path[path.length - 1], value);
  }

  /**
   * Reads a file; nothing is changed yet.
   *
   * @throws SettingsFileRefused when it is no YAML, or too large
   */
  Content read(String yaml) {
    if (yaml.isBlank()) {
      throw SettingsFileRefused.empty();
    }
    if (yaml.length() > MAXIMUM_CHARACTERS) {
      throw SettingsFileRefused.tooLarge(MAXIMUM_CHARACTERS);
    }
    Map<String, EditableSetting> known = new LinkedHashMap<>();
    settings.editable().forEach(setting -> known.put(setting.key(), setting));
    Map<String, JsonNode> changes = new LinkedHashMap<>();
    List<String> skipped = new ArrayList<>();
    flat(load(yaml), known)
        .forEach((key, value) -> {
          EditableSetting setting = known.get(key);
          if (setting == null) {
            skipped.add(key);
            return;
          }
          JsonNode now = json.valueToTree(PlainValues.of(settings.value(setting)));
          // As text: whether a number was read as an int or a long makes no difference.
          if (value.toString().equals(now.toString())) {
            return;
          }
          if (settings.locked(setting)) {
            skipped.add(key);
          } else {
            changes.put(key, value);
          }
        });
    return new Content(changes, skipped);
  }

  private static Object load(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(20);
    options.setNestingDepthLimit(20);
    options.setCodePointLimit(MAXIMUM_CHARACTERS * 2);
    try {
      Object tree = new Yaml(new SafeConstructor(options)).load(yaml);
      if (tree instanceof Map<?, ?>) {
        return tree;
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw SettingsFileRefused.malformed(line, String.valueOf(e.getProblem()));
    } catch (YAMLException e) {
      throw SettingsFileRefused.malformed(1, String.valueOf(e.getMessage()));
    }
    throw SettingsFileRefused.malformed(1, "settings are keys with values");
  }

  /** Goes down until a key is known, or there is nothing further down. */
  private Map<String, JsonNode> flat(Object tree, Map<String, EditableSetting> known) {
    Map<String, JsonNode> flat = new LinkedHashMap<>();
    collect("", tree, known, flat);
    return flat;
  }

  private void collect(
      String key, Object value, Map<String, EditableSetting> known, Map<String, JsonNode> flat) {
    if (!known.containsKey(key) && value instanceof Map<?, ?> map) {
      map.forEach((name, child) -> {
        if (child != null) {
          String part = String.valueOf(name);
          collect(key.isEmpty() ? dashed(part) : key + "." + dashed(part), child, known, flat);
        }
      });
    } else {
      flat.put(key, json.valueToTree(value));
    }
  }

  /** {@code promptCharacters} and {@code prompt-characters} are the same key. */
  private static String dashed(String key) {
    return key.replaceAll("(?<=[A-Za-z0-9])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
