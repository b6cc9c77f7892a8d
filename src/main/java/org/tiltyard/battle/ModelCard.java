package org.tiltyard.battle;

import org.jspecify.annotations.Nullable;
import org.tiltyard.models.LanguageModel;
import org.tiltyard.models.ModelDescription;

/**
 * What is shown of a model wherever its name may be seen.
 *
 * @param contextLength in tokens
 * @param priceIn US dollars for a million tokens of prompts
 * @param priceOut US dollars for a million tokens of answers
 * @param demo one of the arena's own small programs, not a language model
 */
public record ModelCard(
    String name,
    @Nullable String organisation,
    @Nullable String license,
    @Nullable String link,
    @Nullable String description,
    @Nullable Integer contextLength,
    @Nullable Double priceIn,
    @Nullable Double priceOut,
    boolean demo) {

  /** A card that says nothing. */
  public static final ModelCard EMPTY =
      new ModelCard("", null, null, null, null, null, null, null, false);

  /** The name and no more. */
  public ModelCard nameOnly() {
    return new ModelCard(name, null, null, null, null, null, null, null, demo);
  }

  /** The card of a model; whether it may be shown is the caller's to know. */
  public static ModelCard of(LanguageModel model) {
    ModelDescription described = model.described();
    return new ModelCard(
        described.name(),
        described.organisation(),
        described.license(),
        described.link(),
        described.description(),
        described.contextLength(),
        described.priceIn(),
        described.priceOut(),
        model.demo());
  }
}
