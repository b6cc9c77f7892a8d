package org.tiltyard.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.settings.EditableSetting;
import org.tiltyard.settings.PlainValues;
import org.tiltyard.settings.SettingRefused;
import org.tiltyard.settings.Settings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings page: change, look at it first, take it along as a file. */
@Controller
class SettingsController {

  private static final int LONGEST_AUDITED = 2000;

  /** What a new admin looks for comes first; other groups follow as they were registered. */
  private static final List<String> FIRST =
      List.of("tiltyard.arena", "tiltyard.welcome", "tiltyard.battle", "tiltyard.vote");

  /** One group of settings, under one heading. */
  record GroupView(String prefix, List<SettingField> fields) {}

  private final Settings settings;
  private final SettingsFile file;
  private final SettingsPreview preview;
  private final AuditLog audit;
  private final JsonMapper json;
  private final TransactionTemplate transaction;

  SettingsController(
      Settings settings,
      SettingsFile file,
      SettingsPreview preview,
      AuditLog audit,
      JsonMapper json,
      TransactionTemplate transaction) {
    this.settings = settings;
    this.file = file;
    this.preview = preview;
    this.audit = audit;
    this.json = json;
    this.transaction = transaction;
  }

  @GetMapping("/admin/settings")
  String show(@RequestParam(required = false) @Nullable String saved, Model model) {
    return page(fields(), List.of(), saved != null, model);
  }

  @PostMapping(path = "/admin/settings", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  String change(Model model, ServerWebExchange exchange) {
    MultiValueMap<String, String> sent = Uploads.form(exchange);
    SettingForm form = new SettingForm(sent);
    Map<String, JsonNode> changes = changes(form, sent.getFirst("reset"));
    try {
      if ("preview".equals(sent.getFirst("action"))) {
        settings.check(changes);
        return preview.show(changes, List.of(), model);
      }
      store(changes, SignedIn.in(exchange));
    } catch (SettingRefused refused) {
      exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
      List<SettingField> typed =
          fields().stream().map(field -> form.has(field) ? form.typed(field) : field).toList();
      return page(typed, refused.faults(), false, model);
    }
    return saved(exchange);
  }

  /** Stores what a preview showed. */
  @PostMapping("/admin/settings/changes")
  String store(ServerWebExchange exchange) {
    MultiValueMap<String, String> sent = Uploads.form(exchange);
    store(agreed(sent.getFirst("changes")), SignedIn.in(exchange));
    return saved(exchange);
  }

  private Map<String, JsonNode> agreed(@Nullable String shown) {
    JsonNode read;
    try {
      read = json.readTree(Objects.requireNonNullElse(shown, "{}"));
    } catch (JacksonException notJson) {
      throw SettingRefused.unreadable("changes");
    }
    if (!read.isObject()) {
      throw SettingRefused.unreadable("changes");
    }
    Map<String, JsonNode> changes = new LinkedHashMap<>();
    read.properties().forEach(one -> changes.put(one.getKey(), one.getValue()));
    return changes;
  }

  @GetMapping("/admin/settings/export")
  ResponseEntity<String> export() {
    return ResponseEntity.ok()
        .header("Content-Disposition", "attachment; filename=\"tiltyard-settings.yaml\"")
        .contentType(MediaType.parseMediaType("application/yaml;charset=UTF-8"))
        .body(file.write());
  }

  @PostMapping(path = "/admin/settings/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  String read(Model model, ServerWebExchange exchange) {
    String yaml = yamlOf(Uploads.parts(exchange));
    try {
      SettingsFile.Content content = file.read(yaml);
      settings.check(content.changes());
      return preview.show(content.changes(), content.skipped(), model);
    } catch (SettingRefused | SettingsFileRefused refused) {
      exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
      model.addAttribute("yaml", yaml);
      model.addAttribute("fileProblem", preview.words(refused, exchange));
      return page(fields(), List.of(), false, model);
    }
  }

  /** The chosen file, or else what was pasted. */
  private static String yamlOf(MultiValueMap<String, Part> parts) {
    if (parts.getFirst("file") instanceof FilePart chosen && !chosen.filename().isEmpty()) {
      return new String(Uploads.read(chosen), java.nio.charset.StandardCharsets.UTF_8);
    }
    return parts.getFirst("yaml") instanceof FormFieldPart pasted ? pasted.value() : "";
  }

  private void store(Map<String, JsonNode> changes, SignedIn by) {
    if (changes.isEmpty()) {
      return;
    }
    transaction.executeWithoutResult(status -> {
      Map<String, Object> before = new LinkedHashMap<>();
      known()
          .forEach((key, setting) -> {
            if (changes.containsKey(key)) {
              before.put(key, shortened(PlainValues.of(settings.value(setting))));
            }
          });
      settings.change(changes, by.username());
      changes.forEach((key, value) ->
          audit.record(
              by,
              value.isNull() ? "setting.reset" : "setting.changed",
              "setting",
              key,
              key,
              Map.of(
                  "from",
                  before.getOrDefault(key, ""),
                  "to",
                  value.isNull() ? "default" : shortened(value))));
    });
  }

  private static Object shortened(Object value) {
    String text = value.toString();
    return text.length() > LONGEST_AUDITED ? text.substring(0, LONGEST_AUDITED) + "…" : text;
  }

  private Map<String, EditableSetting> known() {
    Map<String, EditableSetting> known = new LinkedHashMap<>();
    settings.editable().forEach(setting -> known.put(setting.key(), setting));
    return known;
  }

  /** What differs from how it stands; a reset takes one setting back to its default. */
  private Map<String, JsonNode> changes(SettingForm form, @Nullable String reset) {
    Map<String, JsonNode> changes = new LinkedHashMap<>();
    for (EditableSetting setting : known().values()) {
      SettingField field = field(setting);
      if (setting.key().equals(reset)) {
        changes.put(reset, json.nullNode());
      } else if (form.has(field) && !field.locked()) {
        JsonNode typed = form.value(field);
        JsonNode now = json.valueToTree(PlainValues.of(settings.value(setting)));
        if (!typed.equals(now) && !typed.asString("?").equals(now.asString("!"))) {
          changes.put(setting.key(), typed);
        }
      }
    }
    return changes;
  }

  private List<SettingField> fields() {
    return settings.editable().stream().filter(SettingField::asksFor).map(this::field).toList();
  }

  private SettingField field(EditableSetting setting) {
    return SettingField.of(
        setting,
        settings.value(setting),
        settings.locked(setting),
        settings.stored(setting).isPresent());
  }

  private String page(
      List<SettingField> fields, List<SettingRefused.Fault> faults, boolean saved, Model model) {
    Map<String, List<SettingField>> byGroup = new LinkedHashMap<>();
    FIRST.forEach(prefix -> byGroup.put(prefix, new ArrayList<>()));
    for (SettingField field : fields) {
      String prefix = field.key().substring(0, field.key().lastIndexOf('.'));
      byGroup.computeIfAbsent(prefix, key -> new ArrayList<>()).add(field);
    }
    Map<String, String> wrong = new LinkedHashMap<>();
    faults.forEach(fault -> wrong.putIfAbsent(fault.key(), fault.words()));
    model.addAttribute(
        "groups",
        byGroup.entrySet().stream()
            .map(group -> new GroupView(group.getKey(), group.getValue()))
            .toList());
    model.addAttribute("faults", wrong);
    model.addAttribute("saved", saved);
    return "admin/settings";
  }

  private static String saved(ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:/admin/settings?saved=1";
  }
}
