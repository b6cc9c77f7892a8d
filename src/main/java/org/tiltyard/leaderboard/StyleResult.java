package org.tiltyard.leaderboard;

import java.util.List;

/**
 * What style is worth.
 *
 * @param coefficients one a feature
 * @param converged whether the fit came to rest; it doesn't where style alone tells every outcome
 * @param votes how many it rests on
 * @param unmeasured how many count but have no style yet
 */
public record StyleResult(
    List<Coefficient> coefficients, boolean converged, long votes, long unmeasured) {

  /** The features, in order: tokens, headers, lists and bold of the answers. */
  public static final List<String> FEATURES = List.of("tokens", "headers", "lists", "bold");

  /**
   * The log odds of winning that one standard deviation more of a feature adds, with its interval.
   *
   * @param feature one of {@link #FEATURES}
   */
  public record Coefficient(String feature, double estimate, double lower, double upper) {}

  /** The same list, never changed. */
  public StyleResult {
    coefficients = List.copyOf(coefficients);
  }
}
