package org.tiltyard.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of OpenAI's moderation for a whole conversation: the worst of its messages.
 *
 * @param categories by name; the 11 of {@link #CATEGORIES} for rows of this arena, whatever the
 *     source had for imported ones
 * @param categoryScores by name, from 0 to 1
 */
public record OpenAiModeration(
    Map<String, Boolean> categories,
    Map<String, Double> categoryScores,
    boolean flagged,
    Extra extra) {

  /** The published categories in their order. */
  public static final List<String> CATEGORIES =
      List.of(
          "harassment",
          "harassment/threatening",
          "hate",
          "hate/threatening",
          "self-harm",
          "self-harm/instructions",
          "self-harm/intent",
          "sexual",
          "sexual/minors",
          "violence",
          "violence/graphic");

  public OpenAiModeration {
    categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
    categoryScores = Collections.unmodifiableMap(new LinkedHashMap<>(categoryScores));
    categoryScores.values().forEach(Numbers::finite);
  }

  public OpenAiModeration(
      Map<String, Boolean> categories, Map<String, Double> categoryScores, boolean flagged) {
    this(categories, categoryScores, flagged, Extra.NONE);
  }
}
