package org.tiltyard.rating;

/** Strengths without style, and what style is worth. */
public final class StyledFit implements Uncertainty {

  private final Fit plain;
  private final double[] values;
  private final double[][] covariance;
  private final boolean converged;

  StyledFit(Fit plain, double[] values, double[][] covariance, boolean converged) {
    this.plain = plain;
    this.values = values;
    this.covariance = covariance;
    this.converged = converged;
  }

  /** The strengths that the same games give when style is not accounted for, weights left out. */
  public Fit plain() {
    return plain;
  }

  /** Whether the player has a strength; if not, it is not yet comparable. */
  public boolean isRated(int player) {
    return plain.isRated(player);
  }

  /**
   * Whether the fit has come to rest. It hasn't where style alone tells every outcome: then no
   * coefficient is large enough.
   */
  public boolean converged() {
    return converged;
  }

  /**
   * A player's strength with style accounted for; those of all rated players add up to 0.
   *
   * @throws IllegalArgumentException when the player is not rated
   */
  public double strength(int player) {
    return values[plain.positionOf(player)];
  }

  /** The log odds that one standard deviation more of a feature adds; 0 where it never differs. */
  public double coefficient(int feature) {
    return values[plain.rated.length + feature];
  }

  @Override
  public Interval interval(int player) {
    return around(plain.positionOf(player));
  }

  /** By how much the first is stronger than the second, with a confidence of 95 %. */
  public Interval difference(int first, int second) {
    int i = plain.positionOf(first);
    int j = plain.positionOf(second);
    double variance = covariance[i][i] + covariance[j][j] - 2 * covariance[i][j];
    double deviation = Sandwich.QUANTILE * Math.sqrt(Math.max(0, variance));
    double difference = values[i] - values[j];
    return new Interval(difference - deviation, difference + deviation);
  }

  /** Where a coefficient lies, with a confidence of 95 %. */
  public Interval coefficientInterval(int feature) {
    return around(plain.rated.length + feature);
  }

  private Interval around(int position) {
    double deviation = Sandwich.QUANTILE * Math.sqrt(covariance[position][position]);
    return new Interval(values[position] - deviation, values[position] + deviation);
  }
}
