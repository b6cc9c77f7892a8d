package org.tiltyard.rating;

/** A share that was seen in independent trials, and how well it is known. */
public final class Share {

  private static final double QUANTILE = 1.959963984540054;

  private Share() {}

  /**
   * Where the true share lies, with a confidence of 95 %, by the score interval of Wilson (Probable
   * inference, the law of succession, and statistical inference, 1927): never outside of [0, 1],
   * and sensible for few trials.
   *
   * @param successes a tie is half of one, which makes the interval wider than need be
   * @return [0, 1] without a trial
   */
  public static Interval interval(double successes, long trials) {
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException(successes + " of " + trials);
    }
    if (trials == 0) {
      return new Interval(0, 1);
    }
    double share = successes / trials;
    double square = QUANTILE * QUANTILE;
    double centre = (successes + square / 2) / (trials + square);
    double half =
        QUANTILE / (trials + square) * Math.sqrt(trials * share * (1 - share) + square / 4);
    return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
