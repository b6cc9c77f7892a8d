package org.tiltyard.moderation;

import java.util.List;

/**
 * What the whole chain makes of a text.
 *
 * @param outcome the strictest of the links that were asked; {@link Outcome#NOT_CHECKED} only when
 *     one was not asked and the arena's policy is to hold such texts back
 * @param reasons what led to a warning or a block, the highest score first
 * @param results by link, in the chain's order; one that could not be asked is among them
 */
public record Verdict(Outcome outcome, List<Reason> reasons, List<Result> results) {

  /** What is said when no link is on. */
  public static final Verdict NONE = new Verdict(Outcome.ALLOW, List.of(), List.of());

  /** A category that a policy warns of or blocks. */
  public record Reason(String link, String category, double score) {}

  public Verdict {
    reasons = List.copyOf(reasons);
    results = List.copyOf(results);
  }

  /** The categories that led to it, each once, the highest score first. */
  public List<String> categories() {
    return reasons.stream().map(Reason::category).distinct().toList();
  }
}
