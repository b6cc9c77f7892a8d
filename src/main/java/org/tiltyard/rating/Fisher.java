package org.tiltyard.rating;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Combines p-values (Fisher 1925): M = -2 Σ log p over the first j of them follows χ² with 2j
 * degrees of freedom when they are independent and uniform. As in Chatbot Arena (arXiv 2403.04132),
 * M is looked at after five numbers of votes that nobody can foresee.
 *
 * <p>Two things differ from the paper. One of the five is always all votes: points drawn only from
 * the first hundred never see what comes later. And the five are combined by the rule of Simes
 * (1986), p = min 5 p(k) / k, which holds for sums that grow together and loses less than dividing
 * the level by five.
 */
final class Fisher {

  static final int POINTS = 5;

  private Fisher() {}

  /** How surprising the smallness of the p-values is, in (0, 1]. */
  static double p(double[] ps, int[] points) {
    double[] tails = new double[points.length];
    double sum = 0;
    int at = 0;
    for (int j = 0; j < ps.length && at < points.length; j++) {
      sum -= StrictMath.log(ps[j]);
      while (at < points.length && points[at] == j + 1) {
        tails[at++] = tail(sum, j + 1);
      }
    }
    return simes(tails);
  }

  private static double simes(double[] tails) {
    Arrays.sort(tails);
    double least = 1;
    for (int k = 0; k < tails.length; k++) {
      least = Math.min(least, tails.length * tails[k] / (k + 1));
    }
    return least;
  }

  /** Where to look at so many votes: in ascending order, the last of them the last vote. */
  static int[] points(int votes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] points = new int[POINTS];
    for (int point = 0; point < POINTS - 1; point++) {
      points[point] = 1 + random.nextInt(votes);
    }
    points[POINTS - 1] = votes;
    Arrays.sort(points);
    return points;
  }

  /**
   * The probability that χ² with 2j degrees of freedom exceeds 2m: that a Poisson variable of mean
   * m is less than j, e^-m Σ m^k / k! for k below j. The largest term comes first, so that neither
   * a large m nor a large j leaves nothing to add up.
   */
  static double tail(double m, int j) {
    if (m <= 0) {
      return 1;
    }
    int largest = (int) Math.min(j - 1, Math.floor(m));
    double term = StrictMath.exp(largest * StrictMath.log(m) - m - LogFactorial.of(largest));
    double sum = term;
    double down = term;
    for (int k = largest; k > 0 && down > sum * 1e-18; k--) {
      down *= k / m;
      sum += down;
    }
    double up = term;
    for (int k = largest + 1; k < j && up > sum * 1e-18; k++) {
      up *= m / k;
      sum += up;
    }
    return Math.min(1, sum);
  }
}
