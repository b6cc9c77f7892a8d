package org.tiltyard.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.battle.Markdown;
import org.tiltyard.settings.EditableSetting;
import org.tiltyard.settings.PlainValues;
import org.tiltyard.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the arena would look like with changes that are not stored yet. */
@Component
class SettingsPreview {

  /** One change, from and to, as text. */
  record Change(String key, String from, String to) {}

  private static final int LONGEST_SHOWN = 400;

  private final Settings settings;
  private final Markdown markdown;
  private final MessageSource messages;
  private final JsonMapper json;

  SettingsPreview(Settings settings, Markdown markdown, MessageSource messages, JsonMapper json) {
    this.settings = settings;
    this.markdown = markdown;
    this.messages = messages;
    this.json = json;
  }

  String show(Map<String, JsonNode> changes, List<String> skipped, Model model) {
    List<Change> shown = new ArrayList<>();
    ObjectNode after = json.createObjectNode();
    for (EditableSetting setting : settings.editable()) {
      JsonNode now = json.valueToTree(PlainValues.of(settings.value(setting)));
      JsonNode then = changes.getOrDefault(setting.key(), now);
      after.set(setting.key(), then);
      if (changes.containsKey(setting.key())) {
        shown.add(new Change(setting.key(), text(now), then.isNull() ? "" : text(then)));
      }
    }
    model.addAttribute("changes", shown);
    model.addAttribute("changesJson", json.writeValueAsString(changes));
    model.addAttribute("skipped", skipped);
    sample(after, model);
    return "admin/settings-preview";
  }

  private void sample(JsonNode after, Model model) {
    model.addAttribute("sampleName", after.path("tiltyard.arena.name").asString(""));
    model.addAttribute("sampleLight", after.path("tiltyard.arena.accent").asString(""));
    model.addAttribute("sampleDark", after.path("tiltyard.arena.accent-dark").asString(""));
    Map<String, String> intros = new LinkedHashMap<>();
    after
        .path("tiltyard.welcome.intro")
        .properties()
        .forEach(
            intro -> intros.put(intro.getKey(), markdown.render(intro.getValue().asString(""))));
    model.addAttribute("sampleIntros", intros);
    List<String> examples = new ArrayList<>();
    after.path("tiltyard.welcome.examples").forEach(example -> examples.add(example.asString("")));
    model.addAttribute("sampleExamples", examples);
    List<String> reasons = new ArrayList<>();
    after
        .path("tiltyard.vote.reasons")
        .properties()
        .forEach(reason -> reasons.add(reason.getValue().asString("")));
    model.addAttribute("sampleReasons", reasons);
  }

  /** One value as a person reads it. */
  private static String text(JsonNode value) {
    List<String> lines = new ArrayList<>();
    if (value.isObject()) {
      value
          .properties()
          .forEach(entry -> lines.add(entry.getKey() + ": " + text(entry.getValue())));
    } else {
      value.forEach(line -> lines.add(text(line)));
    }
    String text = value.isContainer() ? String.join("; ", lines) : value.asString("");
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }

  /** A refusal in the reader's language. */
  String words(ErrorResponseException refused, ServerWebExchange exchange) {
    Locale locale =
        Optional.ofNullable(exchange.getLocaleContext().getLocale()).orElse(Locale.ENGLISH);
    return Optional.ofNullable(refused.updateAndGetBody(messages, locale).getDetail()).orElse("");
  }
}
