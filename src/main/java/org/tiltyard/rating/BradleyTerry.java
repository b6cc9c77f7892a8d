package org.tiltyard.rating;

/**
 * The model of Bradley and Terry (1952): player i beats player j with probability 1 / (1 + exp(-(θi
 * - θj))). Strengths θ are those of maximum likelihood, without regularisation, with Σθ = 0.
 */
public final class BradleyTerry {

  private static final int MOST_STEPS = 500;

  /** Steps end when the last one changed no difference of strengths by more than this. */
  static final double PRECISION = 1e-9;

  /**
   * The longest step, as a difference of strengths. The third derivative of the logistic loss is
   * bounded by its second, from which follows that a Newton step of less than 1.79 never makes the
   * likelihood smaller (compare Bach, Self-concordant analysis for logistic regression, 2010).
   */
  static final double LONGEST_STEP = 1.5;

  private BradleyTerry() {}

  /**
   * Fits the players of the largest component in which everybody can be compared; the others are
   * left without a strength.
   */
  public static Fit fit(Comparisons games, TieRule ties) {
    Comparisons counted = games.under(ties);
    Components components = Components.of(counted);
    int[] rated = components.largest(counted);
    if (rated.length < 2) {
      rated = new int[0];
    }
    Comparisons among = counted.among(rated);
    double[] strengths = new double[rated.length];
    climb(among, strengths);
    return new Fit(games.players(), rated, among, strengths, components);
  }

  /**
   * Newton's method from the strengths given, which it replaces. The games must be such that
   * everybody can be compared.
   */
  static void climb(Comparisons games, double[] strengths) {
    int players = strengths.length;
    if (players < 2) {
      return;
    }
    SymmetricMatrix information = new SymmetricMatrix(players);
    double[] step = new double[players];
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      derivatives(games, strengths, step, information);
      solve(information, step);
      if (move(strengths, step) < PRECISION) {
        break;
      }
    }
    centre(strengths);
  }

  /** First and second derivative of the log-likelihood, the second with its sign changed. */
  static void derivatives(
      Comparisons games, double[] strengths, double[] gradient, SymmetricMatrix information) {
    information.fill(0);
    java.util.Arrays.fill(gradient, 0);
    for (int cell = 0; cell < games.cells(); cell++) {
      int i = games.first[cell];
      int j = games.second[cell];
      double p = probability(strengths[i] - strengths[j]);
      double weight = games.weights[cell];
      double surprise = weight * (games.score(cell) - games.games(cell) * p);
      gradient[i] += surprise;
      gradient[j] -= surprise;
      information.addDifference(i, j, weight * games.games(cell) * p * (1 - p));
    }
  }

  /**
   * Replaces the right side, which must add up to 0, by the solution that does; spends the matrix.
   */
  static void solve(SymmetricMatrix information, double[] right) {
    // The information has no rank in the direction in which all strengths grow alike; the right
    // side has no part there, so any value in that direction leaves the solution what it is.
    information.addToAll(information.meanOfDiagonal(right.length) / right.length, right.length);
    information.factor();
    information.solve(right);
  }

  /**
   * Moves the strengths by the step, or by a part of it where it is too long.
   *
   * @return by how much the whole step changes a difference of strengths, at most
   */
  static double move(double[] strengths, double[] step) {
    double most = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (double one : step) {
      most = Math.max(most, one);
      least = Math.min(least, one);
    }
    double longest = most - least;
    double damping = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
    for (int i = 0; i < strengths.length; i++) {
      strengths[i] += damping * step[i];
    }
    return longest;
  }

  static void centre(double[] strengths) {
    double mean = java.util.Arrays.stream(strengths).sum() / strengths.length;
    for (int i = 0; i < strengths.length; i++) {
      strengths[i] -= mean;
    }
  }

  /** The probability that a player beats one who is weaker by the difference. */
  public static double probability(double difference) {
    return 1 / (1 + StrictMath.exp(-difference));
  }
}
