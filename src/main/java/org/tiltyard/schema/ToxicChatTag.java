package org.tiltyard.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What toxicity classifiers said about a conversation.
 *
 * @param labels by the classifier's name; Parquet has columns for {@link #CLASSIFIERS} alone
 */
public record ToxicChatTag(Map<String, Label> labels) {

  /** The published classifiers in their order. */
  public static final List<String> CLASSIFIERS = List.of("roberta-large", "t5-large");

  public ToxicChatTag {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /** The result of one classifier, which gives a probability (RoBERTa) or a score (T5). */
  public record Label(
      boolean flagged, @Nullable Double probability, @Nullable Double score, Extra extra) {

    public Label {
      Numbers.finite(probability);
      Numbers.finite(score);
    }

    /** Of a classifier with a probability, from 0 to 1. */
    public static Label probability(boolean flagged, double probability) {
      return new Label(flagged, probability, null, Extra.NONE);
    }

    /** Of a classifier with a score, from 0 to 1. */
    public static Label score(boolean flagged, double score) {
      return new Label(flagged, null, score, Extra.NONE);
    }
  }
}
