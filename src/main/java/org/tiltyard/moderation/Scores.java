package org.tiltyard.moderation;

import java.util.Map;

/** From scores per label to a result. */
final class Scores {

  private Scores() {}

  /**
   * @throws ClassifierFailure when the label that means toxic is not among them, or has no
   *     probability
   */
  static Toxicity judge(StoredClassifier settings, Map<String, Double> scores)
      throws ClassifierFailure {
    for (Map.Entry<String, Double> one : scores.entrySet()) {
      if (one.getKey().equalsIgnoreCase(settings.label())) {
        double score = one.getValue();
        if (!(score >= 0 && score <= 1)) {
          throw new ClassifierFailure("the score " + score + " is no probability");
        }
        return new Toxicity(score >= settings.threshold(), score, scores);
      }
    }
    throw new ClassifierFailure(
        "the result has no label “"
            + settings.label()
            + "”; it has "
            + String.join(", ", scores.keySet()));
  }
}
