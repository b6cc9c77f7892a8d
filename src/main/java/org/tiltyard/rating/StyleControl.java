package org.tiltyard.rating;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The model of Bradley and Terry with style: the log odds of a game are θa - θb + Σ βk zk, where zk
 * is the difference of a feature in units of its deviation. Strengths and coefficients are fitted
 * together, so a strength is what is left when style is accounted for; intervals are those of the
 * sandwich estimator over all of them.
 */
public final class StyleControl {

  private static final int MOST_STEPS = 100;

  /**
   * What is added to a coefficient's information, in proportion, lest features that say the same
   * leave the step without an answer. It changes steps, not where they end.
   */
  private static final double RIDGE = 1e-9;

  private final StyledGames games;
  private final int[] position;
  private final int players;
  private final int features;

  /** How much of a feature's difference is one unit; 0 for a feature that never differs. */
  private final double[] units;

  private final double[] values;
  private final double[] z;

  private StyleControl(StyledGames games, Fit plain) {
    this.games = games;
    this.players = plain.rated.length;
    this.features = games.features();
    this.position = new int[games.players()];
    Arrays.fill(position, -1);
    for (int i = 0; i < players; i++) {
      position[plain.rated[i]] = i;
    }
    this.units = new double[features];
    for (int feature = 0; feature < features; feature++) {
      double deviation = games.deviation(feature);
      units[feature] = deviation > 0 ? 1 / deviation : 0;
    }
    this.values = Arrays.copyOf(plain.strengths, players + features);
    this.z = new double[features];
  }

  /**
   * Fits strengths and coefficients. Rated are those who can be compared without regard to style.
   */
  public static StyledFit fit(StyledGames games, TieRule ties) {
    Fit plain = BradleyTerry.fit(games.plain(), ties);
    StyleControl control = new StyleControl(games, plain);
    boolean converged = control.climb(ties);
    double[][] covariance = control.covariance(ties);
    return new StyledFit(plain, control.values, covariance, converged);
  }

  private boolean climb(TieRule ties) {
    double most = largestDifferences();
    double[] step = new double[values.length];
    for (int steps = 0; steps < MOST_STEPS && players > 0; steps++) {
      SymmetricMatrix information = new SymmetricMatrix(values.length);
      Arrays.fill(step, 0);
      sum(ties, step, information, null);
      makeDefinite(information);
      information.factor();
      information.solve(step);
      double longest = reach(step, most);
      double damping = Math.min(1, BradleyTerry.LONGEST_STEP / longest);
      for (int i = 0; i < values.length; i++) {
        values[i] += damping * step[i];
      }
      if (longest < BradleyTerry.PRECISION) {
        centre();
        return true;
      }
    }
    centre();
    return players == 0;
  }

  private void centre() {
    if (players > 0) {
      double[] strengths = Arrays.copyOf(values, players);
      BradleyTerry.centre(strengths);
      System.arraycopy(strengths, 0, values, 0, players);
    }
  }

  /** The largest difference of any feature, in its units. */
  private double largestDifferences() {
    double most = 0;
    for (int game = 0; game < games.games(); game++) {
      for (int feature = 0; feature < features; feature++) {
        most = Math.max(most, Math.abs(games.difference(game, feature) * units[feature]));
      }
    }
    return most;
  }

  /** By how much a step can change the log odds of a game, at most. */
  private double reach(double[] step, double mostOfAFeature) {
    double high = Double.NEGATIVE_INFINITY;
    double low = Double.POSITIVE_INFINITY;
    for (int i = 0; i < players; i++) {
      high = Math.max(high, step[i]);
      low = Math.min(low, step[i]);
    }
    double reach = high - low;
    for (int feature = 0; feature < features; feature++) {
      reach += Math.abs(step[players + feature]) * mostOfAFeature;
    }
    return reach;
  }

  /** Fills the directions in which nothing was seen: all strengths alike, features without use. */
  private void makeDefinite(SymmetricMatrix information) {
    information.addToAll(information.meanOfDiagonal(players) / players, players);
    for (int i = players; i < values.length; i++) {
      double own = information.get(i, i);
      information.add(i, i, own > 0 ? RIDGE * own : 1);
    }
  }

  /**
   * Adds up the gradient, Σ w p(1-p) xxᵀ and, where asked for, Σ w² (y-p)² xxᵀ; x is what a game
   * multiplies the values by.
   */
  private void sum(
      TieRule ties,
      double[] gradient,
      SymmetricMatrix information,
      @Nullable SymmetricMatrix squares) {
    for (int game = 0; game < games.games(); game++) {
      int i = position[games.first(game)];
      int j = position[games.second(game)];
      double y = games.score(game);
      if (i < 0 || j < 0 || (y == 0.5 && ties == TieRule.IGNORE)) {
        continue;
      }
      double odds = values[i] - values[j];
      for (int feature = 0; feature < features; feature++) {
        z[feature] = games.difference(game, feature) * units[feature];
        odds += values[players + feature] * z[feature];
      }
      double p = BradleyTerry.probability(odds);
      double weight = games.weight(game);
      double surprise = weight * (y - p);
      gradient[i] += surprise;
      gradient[j] -= surprise;
      for (int feature = 0; feature < features; feature++) {
        gradient[players + feature] += surprise * z[feature];
      }
      addProduct(information, i, j, weight * p * (1 - p));
      if (squares != null) {
        addProduct(squares, i, j, surprise * surprise);
      }
    }
  }

  private void addProduct(SymmetricMatrix matrix, int i, int j, double factor) {
    matrix.addDifference(i, j, factor);
    for (int feature = 0; feature < features; feature++) {
      double cross = factor * z[feature];
      matrix.add(i, players + feature, cross);
      matrix.add(j, players + feature, -cross);
      for (int other = feature; other < features; other++) {
        matrix.add(players + feature, players + other, cross * z[other]);
      }
    }
  }

  private double[][] covariance(TieRule ties) {
    int size = values.length;
    if (players == 0) {
      return new double[size][size];
    }
    SymmetricMatrix bread = new SymmetricMatrix(size);
    SymmetricMatrix filling = new SymmetricMatrix(size);
    sum(ties, new double[size], bread, filling);
    makeDefinite(bread);
    bread.factor();
    // The filling has nothing in the direction that was filled in, so it needn't be taken out
    // again.
    double[][] inverse = bread.inverse();
    double[][] half = new double[size][];
    for (int i = 0; i < size; i++) {
      half[i] = filling.times(inverse[i]);
    }
    return Sandwich.product(half, inverse);
  }
}
