package org.tiltyard.moderation;

/**
 * What one link says about one category of a text.
 *
 * @param flagged the link's own judgement, whatever the arena's policy is
 * @param score from 0 to 1
 */
public record CategoryResult(boolean flagged, double score) {

  public CategoryResult {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("a score is from 0 to 1, not " + score);
    }
  }

  /** The worst of both: flagged if either is, and the higher score. */
  public CategoryResult or(CategoryResult other) {
    return new CategoryResult(flagged || other.flagged, Math.max(score, other.score));
  }
}
