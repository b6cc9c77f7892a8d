package org.tiltyard.models;

import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a model, wherever it came from: settings, the demo programs, a form.
 *
 * @param name the public name, shown in the reveal and in exports
 * @param providerModel what the endpoint calls it
 * @param temperature this and the next two override the arena's own when set
 * @param contextLength in tokens
 * @param priceIn US dollars for a million tokens of prompts
 * @param priceOut US dollars for a million tokens of answers
 * @param extraBody a JSON object of further fields of the request
 * @param images whether it takes images
 * @param pairGroup models of one group never meet; null for none
 * @param anonymousOnly in no list where models are chosen by name
 * @param weight how often it is drawn, relative to the others; 0 and more, usually 1
 */
public record ModelDescription(
    String name,
    String providerModel,
    @Nullable String organisation,
    @Nullable String license,
    @Nullable String link,
    @Nullable String description,
    @Nullable String systemPrompt,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer maxTokens,
    @Nullable Integer contextLength,
    @Nullable Double priceIn,
    @Nullable Double priceOut,
    @Nullable String extraBody,
    boolean images,
    @Nullable String pairGroup,
    boolean anonymousOnly,
    double weight) {

  /** A description of no more than the names: everything else is left open, the weight is 1. */
  public static ModelDescription named(String name, String providerModel) {
    return new ModelDescription(
        name,
        providerModel,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        null,
        false,
        1);
  }

  /** The same with what is shown of it after the vote. */
  public ModelDescription presented(
      @Nullable String newOrganisation,
      @Nullable String newLicense,
      @Nullable String newLink,
      @Nullable String newDescription) {
    return new ModelDescription(
        name,
        providerModel,
        newOrganisation,
        newLicense,
        newLink,
        newDescription,
        systemPrompt,
        temperature,
        topP,
        maxTokens,
        contextLength,
        priceIn,
        priceOut,
        extraBody,
        images,
        pairGroup,
        anonymousOnly,
        weight);
  }

  /** The same with how it is asked. */
  public ModelDescription asked(
      @Nullable String newSystemPrompt,
      @Nullable Double newTemperature,
      @Nullable Double newTopP,
      @Nullable Integer newMaxTokens) {
    return new ModelDescription(
        name,
        providerModel,
        organisation,
        license,
        link,
        description,
        newSystemPrompt,
        newTemperature,
        newTopP,
        newMaxTokens,
        contextLength,
        priceIn,
        priceOut,
        extraBody,
        images,
        pairGroup,
        anonymousOnly,
        weight);
  }

  /** The same with another weight. */
  public ModelDescription weighing(double newWeight) {
    return new ModelDescription(
        name,
        providerModel,
        organisation,
        license,
        link,
        description,
        systemPrompt,
        temperature,
        topP,
        maxTokens,
        contextLength,
        priceIn,
        priceOut,
        extraBody,
        images,
        pairGroup,
        anonymousOnly,
        newWeight);
  }
}
