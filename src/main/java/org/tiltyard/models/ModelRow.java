package org.tiltyard.models;

import org.jspecify.annotations.Nullable;

/**
 * A model as the list shows it.
 *
 * @param badge the word for its state: {@code active}, {@code standing-by}, {@code untested},
 *     {@code paused} or {@code retired}
 * @param tone of the badge
 * @param rank its place in the order, from 1; 0 when it has none
 * @param last whether none comes after it
 */
record ModelRow(
    String id,
    String name,
    String providerModel,
    String endpoint,
    @Nullable String organisation,
    String badge,
    String tone,
    String weight,
    String priceIn,
    String priceOut,
    boolean editable,
    boolean demo,
    boolean imported,
    boolean anonymousOnly,
    @Nullable String group,
    int rank,
    boolean last) {

  static ModelRow of(
      LanguageModel model, String endpoint, boolean realModels, int rank, boolean last) {
    ModelDescription described = model.described();
    String badge = badge(model, realModels);
    return new ModelRow(
        model.id().value(),
        model.name(),
        model.providerModel(),
        endpoint,
        described.organisation(),
        badge,
        tone(badge),
        ModelForm.text(described.weight()),
        ModelForm.text(described.priceIn()),
        ModelForm.text(described.priceOut()),
        model.editable(),
        model.demo(),
        model.isImported(),
        described.anonymousOnly(),
        described.pairGroup(),
        rank,
        last);
  }

  private static String badge(LanguageModel model, boolean realModels) {
    if (model.active()) {
      return model.demo() && realModels ? "standing-by" : "active";
    }
    return model.isUntested() ? "untested" : model.state();
  }

  private static String tone(String badge) {
    return switch (badge) {
      case "active" -> "good";
      case "untested" -> "warn";
      default -> "idle";
    };
  }
}
