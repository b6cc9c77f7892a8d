package org.tiltyard.rating;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Intervals from fits of games drawn anew, with replacement, from those that were played (Efron
 * 1979): the 2.5 % and 97.5 % quantiles. The same seed gives the same intervals.
 */
public final class Bootstrap implements Uncertainty {

  private static final double LOWER = 0.025;
  private static final double UPPER = 0.975;

  private final Fit fit;
  private final double[][] samples;
  private final int replicates;
  private final int redrawn;

  private Bootstrap(Fit fit, double[][] samples, int replicates, int redrawn) {
    this.fit = fit;
    this.samples = samples;
    this.replicates = replicates;
    this.redrawn = redrawn;
  }

  /**
   * Draws and fits so many replicates. One in which not everybody can be compared has no strengths
   * and is drawn again, but at most as many in all as there are replicates.
   */
  public static Bootstrap of(Fit fit, int replicates, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] samples = new double[fit.strengths.length][replicates];
    int done = 0;
    int redrawn = 0;
    while (done < replicates && redrawn <= replicates && fit.strengths.length > 0) {
      Comparisons drawn = drawn(fit.games, random);
      if (Components.of(drawn).count() > 1) {
        redrawn++;
        continue;
      }
      double[] strengths = fit.strengths.clone();
      BradleyTerry.climb(drawn, strengths);
      for (int i = 0; i < strengths.length; i++) {
        samples[i][done] = strengths[i];
      }
      done++;
    }
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Arrays.copyOf(samples[i], done);
      Arrays.sort(samples[i]);
    }
    return new Bootstrap(fit, samples, done, redrawn);
  }

  /** As many games as before, each like one that was played: a multinomial draw over the counts. */
  private static Comparisons drawn(Comparisons games, SplittableRandom random) {
    int cells = games.cells();
    long[][] counts = {games.wins, games.losses, games.ties};
    long[][] fresh = new long[counts.length][cells];
    long toDraw = games.games();
    long toDrawFrom = toDraw;
    for (int kind = 0; kind < counts.length; kind++) {
      for (int cell = 0; cell < cells && toDraw > 0; cell++) {
        long count = counts[kind][cell];
        if (count > 0) {
          long drawn = Binomial.draw(random, toDraw, (double) count / toDrawFrom);
          fresh[kind][cell] = drawn;
          toDraw -= drawn;
          toDrawFrom -= count;
        }
      }
    }
    return games.recounted(fresh[0], fresh[1], fresh[2]);
  }

  /** How many replicates were fitted: fewer than asked for when too many fell apart. */
  public int replicates() {
    return replicates;
  }

  /** How many were drawn again because not everybody could be compared. */
  public int redrawn() {
    return redrawn;
  }

  /** The standard deviation of a player's strength over the replicates; NaN below two. */
  public double deviation(int player) {
    double[] all = samples[fit.positionOf(player)];
    double mean = Arrays.stream(all).sum() / all.length;
    double squares = 0;
    for (double one : all) {
      squares += (one - mean) * (one - mean);
    }
    return Math.sqrt(squares / (all.length - 1));
  }

  /** {@inheritDoc} Without any replicate nothing is known, and the bounds are infinite. */
  @Override
  public Interval interval(int player) {
    double[] sorted = samples[fit.positionOf(player)];
    return sorted.length == 0
        ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
        : new Interval(quantile(sorted, LOWER), quantile(sorted, UPPER));
  }

  /**
   * The k-th of B samples lies, on average, at k / (B + 1); between two the quantile is
   * interpolated.
   */
  private static double quantile(double[] sorted, double share) {
    double position = Math.clamp(share * (sorted.length + 1) - 1, 0, sorted.length - 1.0);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
