package org.tiltyard.moderation;

import java.util.Map;

/** From scores per label to what the chain takes. */
final class Scores {

  /** The category that every classifier judges, for policies. */
  static final String TOXICITY = "toxicity";

  private Scores() {}

  /**
   * @param version of what judged
   * @throws LinkUnavailable when the label that means toxic is not among them, or has no
   *     probability
   */
  static Classification judge(StoredClassifier settings, String version, Map<String, Double> scores)
      throws LinkUnavailable {
    for (Map.Entry<String, Double> one : scores.entrySet()) {
      if (one.getKey().equalsIgnoreCase(settings.label())) {
        double score = one.getValue();
        if (!(score >= 0 && score <= 1)) {
          throw new LinkUnavailable("its score is no probability");
        }
        CategoryResult result = new CategoryResult(score >= settings.threshold(), score);
        return Classification.of(settings.source(), version, Map.of(TOXICITY, result));
      }
    }
    throw new LinkUnavailable("its result has no label “" + settings.label() + "”");
  }
}
