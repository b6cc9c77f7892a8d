package org.tiltyard.models;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a description of a model may hold, wherever it comes from. */
final class ModelRules {

  static final int NAME_CHARACTERS = 120;
  static final int PROVIDER_MODEL_CHARACTERS = 300;
  static final int LINE_CHARACTERS = 200;
  static final int GROUP_CHARACTERS = 80;
  static final int TEXT_CHARACTERS = 2000;
  static final int LONG_TEXT_CHARACTERS = 20_000;
  static final double HIGHEST_TEMPERATURE = 2;
  static final double HIGHEST_PRICE = 100_000;
  static final double HIGHEST_WEIGHT = 1_000_000;
  static final int MOST_TOKENS = 100_000_000;

  /** What the gateway sends itself, from the other fields. */
  static final Set<String> RESERVED =
      Set.of(
          "model",
          "messages",
          "stream",
          "stream_options",
          "n",
          "temperature",
          "top_p",
          "max_tokens",
          "max_completion_tokens");

  private static final JsonMapper JSON = new JsonMapper();

  private ModelRules() {}

  /**
   * A rule that a field breaks.
   *
   * @param field the component of {@link ModelDescription}, or another field of a form
   * @param rule its words are {@code models.fault.<rule>}
   * @param limits what the words name
   */
  record Fault(String field, String rule, List<Object> limits) {

    static Fault of(String field, String rule, Object... limits) {
      return new Fault(field, rule, List.of(limits));
    }
  }

  /** Everything that is wrong with a description; nothing when it can be stored. */
  static List<Fault> faults(ModelDescription model) {
    List<Fault> faults = new ArrayList<>();
    if (model.name().isBlank()) {
      faults.add(Fault.of("name", "required"));
    }
    if (model.providerModel().isBlank()) {
      faults.add(Fault.of("providerModel", "required"));
    }
    line("name", model.name(), NAME_CHARACTERS, faults);
    line("providerModel", model.providerModel(), PROVIDER_MODEL_CHARACTERS, faults);
    line("organisation", model.organisation(), LINE_CHARACTERS, faults);
    line("license", model.license(), LINE_CHARACTERS, faults);
    line("pairGroup", model.pairGroup(), GROUP_CHARACTERS, faults);
    text("description", model.description(), TEXT_CHARACTERS, faults);
    text("systemPrompt", model.systemPrompt(), LONG_TEXT_CHARACTERS, faults);
    link(model.link(), faults);
    numbers(model, faults);
    extraBody(model.extraBody(), faults);
    return faults;
  }

  private static void line(String field, @Nullable String value, int longest, List<Fault> faults) {
    if (value != null && value.chars().anyMatch(Character::isISOControl)) {
      faults.add(Fault.of(field, "line"));
    } else {
      text(field, value, longest, faults);
    }
  }

  private static void text(String field, @Nullable String value, int longest, List<Fault> faults) {
    if (value == null) {
      return;
    }
    if (value.length() > longest) {
      faults.add(Fault.of(field, "long", value.length(), longest));
    } else if (!storable(value)) {
      faults.add(Fault.of(field, "unstorable"));
    }
  }

  /** Databases take neither NUL nor half of a surrogate pair. */
  private static boolean storable(String text) {
    return text.indexOf('\0') < 0
        && text.codePoints()
            .noneMatch(
                point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }

  private static void link(@Nullable String link, List<Fault> faults) {
    text("link", link, TEXT_CHARACTERS, faults);
    if (link != null && !isWebAddress(link)) {
      faults.add(Fault.of("link", "link"));
    }
  }

  private static boolean isWebAddress(String link) {
    try {
      URI address = URI.create(link);
      String scheme = address.getScheme() == null ? "" : address.getScheme();
      return Set.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))
          && address.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void numbers(ModelDescription model, List<Fault> faults) {
    between("temperature", model.temperature(), 0, HIGHEST_TEMPERATURE, faults);
    between("priceIn", model.priceIn(), 0, HIGHEST_PRICE, faults);
    between("priceOut", model.priceOut(), 0, HIGHEST_PRICE, faults);
    between("weight", model.weight(), 0, HIGHEST_WEIGHT, faults);
    between("maxTokens", toDouble(model.maxTokens()), 1, MOST_TOKENS, faults);
    between("contextLength", toDouble(model.contextLength()), 1, MOST_TOKENS, faults);
    Double topP = model.topP();
    if (topP != null && !(topP > 0 && topP <= 1)) {
      faults.add(Fault.of("topP", "share"));
    }
  }

  private static @Nullable Double toDouble(@Nullable Integer number) {
    return number == null ? null : number.doubleValue();
  }

  private static void between(
      String field, @Nullable Double value, double lowest, double highest, List<Fault> faults) {
    // Written so that NaN is out of range too.
    if (value != null && !(value >= lowest && value <= highest)) {
      faults.add(Fault.of(field, "range", lowest, highest));
    }
  }

  private static void extraBody(@Nullable String json, List<Fault> faults) {
    text("extraBody", json, LONG_TEXT_CHARACTERS, faults);
    if (json == null) {
      return;
    }
    JsonNode body;
    try {
      body = JSON.readTree(json);
    } catch (JacksonException e) {
      var place = e.getLocation();
      faults.add(
          place == null
              ? Fault.of("extraBody", "object")
              : Fault.of("extraBody", "json", place.getLineNr(), place.getColumnNr()));
      return;
    }
    if (!body.isObject()) {
      faults.add(Fault.of("extraBody", "object"));
      return;
    }
    Optional<String> reserved =
        body.propertyNames().stream().filter(RESERVED::contains).findFirst();
    reserved.ifPresent(name -> faults.add(Fault.of("extraBody", "reserved", name)));
  }
}
