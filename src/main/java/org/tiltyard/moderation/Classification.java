package org.tiltyard.moderation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a link says about a text.
 *
 * @param model what judged, as it calls itself; null where nothing has a name
 * @param version of what judged: a revision, a hash of a list; null when unknown
 * @param categories every one that was judged, in the link's order
 * @param flagged the link's judgement of the whole text
 */
public record Classification(
    @Nullable String model,
    @Nullable String version,
    Map<String, CategoryResult> categories,
    boolean flagged) {

  public Classification {
    categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
  }

  /** One in which the text is flagged when a category is. */
  public static Classification of(
      @Nullable String model, @Nullable String version, Map<String, CategoryResult> categories) {
    boolean any = categories.values().stream().anyMatch(CategoryResult::flagged);
    return new Classification(model, version, categories, any);
  }

  /** The worst of both, category by category, for a text that was judged in parts. */
  Classification or(Classification other) {
    Map<String, CategoryResult> worst = new LinkedHashMap<>(categories);
    other.categories.forEach((name, result) -> worst.merge(name, result, CategoryResult::or));
    return new Classification(model, version, worst, flagged || other.flagged);
  }
}
