package org.tiltyard.moderation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How toxic a classifier takes a text to be.
 *
 * @param flagged whether the score reaches the classifier's threshold
 * @param score of the label that means toxic, from 0 to 1
 * @param labels the scores of all labels, in the classifier's order
 */
public record Toxicity(boolean flagged, double score, Map<String, Double> labels) {

  public Toxicity {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }
}
