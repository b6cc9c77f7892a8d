package org.tiltyard.rating;

/**
 * The covariance of fitted strengths that holds even where games don't follow the model: V = A⁺ B
 * A⁺ with A = Σ w p(1-p) ddᵀ and B = Σ w² (y-p)² ddᵀ over all games, d = e_i - e_j (Huber 1967,
 * White 1982). Strengths add up to 0, so that every one is relative to the mean of all.
 */
public final class Sandwich implements Uncertainty {

  /** The 0.975 quantile of the normal distribution. */
  static final double QUANTILE = 1.959963984540054;

  private final Fit fit;
  private final double[][] covariance;

  private Sandwich(Fit fit, double[][] covariance) {
    this.fit = fit;
    this.covariance = covariance;
  }

  /** The covariance of the strengths of a fit. */
  public static Sandwich of(Fit fit) {
    int players = fit.strengths.length;
    if (players == 0) {
      return new Sandwich(fit, new double[0][]);
    }
    SymmetricMatrix bread = new SymmetricMatrix(players);
    SymmetricMatrix filling = new SymmetricMatrix(players);
    Comparisons games = fit.games;
    for (int cell = 0; cell < games.cells(); cell++) {
      int i = games.first[cell];
      int j = games.second[cell];
      double p = BradleyTerry.probability(fit.strengths[i] - fit.strengths[j]);
      double weight = games.weights[cell];
      bread.addDifference(i, j, weight * games.games(cell) * p * (1 - p));
      filling.addDifference(
          i,
          j,
          weight
              * weight
              * (games.wins[cell] * (1 - p) * (1 - p)
                  + games.losses[cell] * p * p
                  + games.ties[cell] * (0.5 - p) * (0.5 - p)));
    }
    double[][] inverse = pseudoInverse(bread, players);
    double[][] half = new double[players][];
    for (int i = 0; i < players; i++) {
      half[i] = filling.times(inverse[i]);
    }
    return new Sandwich(fit, product(half, inverse));
  }

  /** Of a matrix whose rows add up to 0 and that has no other such direction. */
  private static double[][] pseudoInverse(SymmetricMatrix matrix, int size) {
    double mean = matrix.meanOfDiagonal(size);
    matrix.addToAll(mean / size, size);
    matrix.factor();
    double[][] inverse = matrix.inverse();
    for (double[] row : inverse) {
      for (int j = 0; j < size; j++) {
        row[j] -= 1 / (mean * size);
      }
    }
    return inverse;
  }

  static double[][] product(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right.length];
    for (int i = 0; i < left.length; i++) {
      double[] row = product[i];
      for (int k = 0; k < right.length; k++) {
        double factor = left[i][k];
        double[] other = right[k];
        for (int j = 0; j < row.length; j++) {
          row[j] += factor * other[j];
        }
      }
    }
    return product;
  }

  /** The covariance of two players' strengths. */
  public double covariance(int a, int b) {
    return covariance[fit.positionOf(a)][fit.positionOf(b)];
  }

  /** By how much the first is stronger than the second, with a confidence of 95 %. */
  public Interval difference(int first, int second) {
    double variance =
        covariance(first, first) + covariance(second, second) - 2 * covariance(first, second);
    double deviation = QUANTILE * Math.sqrt(Math.max(0, variance));
    double difference = fit.strength(first) - fit.strength(second);
    return new Interval(difference - deviation, difference + deviation);
  }

  @Override
  public Interval interval(int player) {
    double deviation = QUANTILE * Math.sqrt(covariance(player, player));
    double strength = fit.strength(player);
    return new Interval(strength - deviation, strength + deviation);
  }
}
