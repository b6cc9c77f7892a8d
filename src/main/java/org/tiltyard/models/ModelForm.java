package org.tiltyard.models;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tiltyard.models.ModelRules.Fault;
import org.tiltyard.provider.EndpointId;

/**
 * A model as its form holds it: the text of each field, as it was typed.
 *
 * @param endpoint the id of an endpoint, or {@code new} for the one that the next two describe
 * @param endpointKey write-only: never shown again, whatever happens to the form
 * @param version of the model that the form shows
 * @param action the button: {@code save} or {@code live}
 */
record ModelForm(
    @Nullable String name,
    @Nullable String providerModel,
    @Nullable String endpoint,
    @Nullable String endpointUrl,
    @Nullable String endpointKey,
    @Nullable String organisation,
    @Nullable String license,
    @Nullable String link,
    @Nullable String description,
    @Nullable String contextLength,
    @Nullable String priceIn,
    @Nullable String priceOut,
    @Nullable String temperature,
    @Nullable String topP,
    @Nullable String maxTokens,
    @Nullable String systemPrompt,
    @Nullable String extraBody,
    @Nullable String images,
    @Nullable String pairGroup,
    @Nullable String anonymousOnly,
    @Nullable String weight,
    @Nullable String version,
    @Nullable String action) {

  static final String NEW_ENDPOINT = "new";

  /** The empty form. */
  static ModelForm empty(@Nullable String endpoint) {
    return of(ModelDescription.named("", ""), endpoint, "");
  }

  /** The form of a model as it stands. */
  static ModelForm of(LanguageModel model) {
    return of(model.described(), model.endpointId().value(), String.valueOf(model.version()));
  }

  private static ModelForm of(ModelDescription model, @Nullable String endpoint, String version) {
    return new ModelForm(
        model.name(),
        model.providerModel(),
        endpoint,
        "",
        "",
        model.organisation(),
        model.license(),
        model.link(),
        model.description(),
        text(model.contextLength()),
        text(model.priceIn()),
        text(model.priceOut()),
        text(model.temperature()),
        text(model.topP()),
        text(model.maxTokens()),
        model.systemPrompt(),
        model.extraBody(),
        model.images() ? "on" : null,
        model.pairGroup(),
        model.anonymousOnly() ? "on" : null,
        text(model.weight()),
        version,
        null);
  }

  static String text(@Nullable Number number) {
    return number == null
        ? ""
        : new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
  }

  /** The same form on another version of its model. */
  ModelForm on(@Nullable Integer newVersion) {
    return new ModelForm(
        name,
        providerModel,
        endpoint,
        endpointUrl,
        endpointKey,
        organisation,
        license,
        link,
        description,
        contextLength,
        priceIn,
        priceOut,
        temperature,
        topP,
        maxTokens,
        systemPrompt,
        extraBody,
        images,
        pairGroup,
        anonymousOnly,
        weight,
        String.valueOf(newVersion),
        action);
  }

  /** Whether the model shall be drawn at once, tested or not. */
  boolean live() {
    return "live".equals(action);
  }

  boolean inlineEndpoint() {
    return NEW_ENDPOINT.equals(endpoint);
  }

  /** The chosen endpoint; null when none is, or a new one. */
  @Nullable EndpointId endpointId() {
    String id = strip(endpoint);
    return id.isEmpty() || inlineEndpoint() ? null : new EndpointId(id);
  }

  /** The version that the form shows; one that no model has when it is missing. */
  int versionNumber() {
    try {
      return Integer.parseInt(strip(version));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * The model that the form describes.
   *
   * @param faults gets what is wrong; what can't be read is left out of the description
   */
  ModelDescription read(List<Fault> faults) {
    String publicName = strip(name);
    String id = strip(providerModel);
    Double weighing = weight == null ? Double.valueOf(1) : number("weight", weight, faults);
    ModelDescription described =
        new ModelDescription(
            publicName,
            id.isEmpty() ? publicName : id,
            orNone(organisation),
            orNone(license),
            orNone(link),
            orNone(description),
            orNone(systemPrompt),
            number("temperature", temperature, faults),
            number("topP", topP, faults),
            whole("maxTokens", maxTokens, faults),
            whole("contextLength", contextLength, faults),
            number("priceIn", priceIn, faults),
            number("priceOut", priceOut, faults),
            orNone(extraBody),
            images != null,
            orNone(pairGroup),
            anonymousOnly != null,
            weighing == null ? 1 : weighing);
    ModelRules.faults(described).stream()
        .filter(fault -> !(id.isEmpty() && fault.field().equals("providerModel")))
        .forEach(faults::add);
    return described;
  }

  private static @Nullable Double number(String field, @Nullable String text, List<Fault> faults) {
    String digits = strip(text);
    if (digits.isEmpty()) {
      return null;
    }
    try {
      return new BigDecimal(digits).doubleValue();
    } catch (NumberFormatException e) {
      faults.add(Fault.of(field, "number"));
      return null;
    }
  }

  private static @Nullable Integer whole(String field, @Nullable String text, List<Fault> faults) {
    String digits = strip(text);
    if (digits.isEmpty()) {
      return null;
    }
    try {
      return Integer.valueOf(digits);
    } catch (NumberFormatException e) {
      faults.add(Fault.of(field, "whole"));
      return null;
    }
  }

  private static @Nullable String orNone(@Nullable String text) {
    String stripped = strip(text).replace("\r\n", "\n");
    return stripped.isEmpty() ? null : stripped;
  }

  private static String strip(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  /** Never prints the key. */
  @Override
  public String toString() {
    return "ModelForm[" + name + "]";
  }
}
