package org.tiltyard.rating;

/**
 * Strengths from few games, such as the votes of one person: the model of Bradley and Terry with
 * the prior that every strength is normal with mean 0 and standard deviation 1. What is not known
 * stays near 0 with a wide interval; nobody needs to be comparable with anybody, and one game is
 * enough. A tie is half a win for each side.
 *
 * <p>The prior's width: a difference of two strengths then has deviation 1.4, odds of 4 to 1, so
 * that before the first vote no share of wins is much likelier than another, and one vote for a
 * model makes the next one go to it with 64 %; where every share is equally likely, it would be 67
 * % (Laplace's rule of succession). Strengths in public arenas deviate by 0.4 to 0.9 only, but
 * those are means over many people, and one person is more decided than that.
 *
 * <p>The posterior is taken for normal around its maximum (Laplace's approximation).
 */
public final class ShrunkFit implements Uncertainty {

  /** The prior's standard deviation of a strength. */
  public static final double PRIOR_DEVIATION = 1;

  private static final int MOST_STEPS = 500;

  private final double[] strengths;
  private final double[][] covariance;

  private ShrunkFit(double[] strengths, double[][] covariance) {
    this.strengths = strengths;
    this.covariance = covariance;
  }

  /** Fits all players, also those without a game. */
  public static ShrunkFit of(Comparisons games) {
    int players = games.players();
    double[] strengths = new double[players];
    double[] step = new double[players];
    SymmetricMatrix information = new SymmetricMatrix(players);
    double longest;
    int steps = 0;
    do {
      posterior(games, strengths, step, information);
      information.factor();
      information.solve(step);
      longest = BradleyTerry.move(strengths, step);
    } while (longest > BradleyTerry.PRECISION && ++steps < MOST_STEPS);
    posterior(games, strengths, step, information);
    information.factor();
    return new ShrunkFit(strengths, information.inverse());
  }

  /** Derivatives of the logarithm of the posterior, the second with its sign changed. */
  private static void posterior(
      Comparisons games, double[] strengths, double[] gradient, SymmetricMatrix information) {
    BradleyTerry.derivatives(games, strengths, gradient, information);
    double precision = 1 / (PRIOR_DEVIATION * PRIOR_DEVIATION);
    for (int i = 0; i < strengths.length; i++) {
      gradient[i] -= precision * strengths[i];
      information.add(i, i, precision);
    }
  }

  /** A player's strength θ; 0 without a game, and 0 is the mean of all. */
  public double strength(int player) {
    return strengths[player];
  }

  /** Where a player's strength lies, with a probability of 95 %. */
  @Override
  public Interval interval(int player) {
    return around(strengths[player], Math.sqrt(covariance[player][player]));
  }

  private static Interval around(double mean, double deviation) {
    double reach = Sandwich.QUANTILE * deviation;
    return new Interval(mean - reach, mean + reach);
  }

  /** How much player a is preferred to player b. */
  public Preference preference(int a, int b) {
    if (a == b) {
      return new Preference(0.5, new Interval(0.5, 0.5), 0.5);
    }
    double difference = strengths[a] - strengths[b];
    double variance = covariance[a][a] + covariance[b][b] - 2 * covariance[a][b];
    Interval between = around(difference, Math.sqrt(variance));
    return new Preference(
        BradleyTerry.probability(difference / Math.sqrt(1 + Math.PI * variance / 8)),
        new Interval(
            BradleyTerry.probability(between.lower()), BradleyTerry.probability(between.upper())),
        Normal.below(difference / Math.sqrt(variance)));
  }
}
