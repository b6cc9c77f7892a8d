package org.tiltyard.rating;

import java.util.random.RandomGenerator;

/**
 * Draws from the binomial distribution in time that doesn't grow with the number of trials: by
 * inversion where few successes are expected, else by Hörmann's transformed rejection with squeeze
 * (BTRS; The generation of binomial random variates, 1993).
 */
final class Binomial {

  private static final double FEW = 10;

  /** log k! minus Stirling's formula, for the k whose series would be too short. */
  private static final double[] CORRECTIONS = {
    0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509,
    0.01664469118982119, 0.01387612882307075, 0.01189670994589177, 0.01041126526197209,
    0.00925546218271273, 0.00833056343336287
  };

  private Binomial() {}

  /** How many of n trials succeed, each with probability p. */
  static long draw(RandomGenerator random, long n, double p) {
    if (n == 0 || p <= 0) {
      return 0;
    }
    if (p >= 1) {
      return n;
    }
    if (p > 0.5) {
      return n - draw(random, n, 1 - p);
    }
    return n * p < FEW ? inverted(random, n, p) : rejected(random, n, p);
  }

  private static long inverted(RandomGenerator random, long n, double p) {
    double odds = p / (1 - p);
    double probability = StrictMath.exp(n * StrictMath.log1p(-p));
    double left = random.nextDouble();
    long successes = 0;
    while (left > probability && successes < n) {
      left -= probability;
      successes++;
      probability *= odds * (n - successes + 1) / successes;
    }
    return successes;
  }

  private static long rejected(RandomGenerator random, long n, double p) {
    double deviation = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * deviation;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double c = n * p + 0.5;
    double surely = 0.92 - 4.2 / b;
    double odds = p / (1 - p);
    double alpha = (2.83 + 5.1 / b) * deviation;
    double mode = Math.floor((n + 1) * p);
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = random.nextDouble();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + c);
      if (k < 0 || k > n) {
        continue;
      }
      if (us >= 0.07 && v <= surely) {
        return (long) k;
      }
      double logV = StrictMath.log(v * alpha / (a / (us * us) + b));
      double bound =
          (mode + 0.5) * StrictMath.log((mode + 1) / (odds * (n - mode + 1)))
              + (n + 1) * StrictMath.log((n - mode + 1) / (n - k + 1))
              + (k + 0.5) * StrictMath.log(odds * (n - k + 1) / (k + 1))
              + correction(mode)
              + correction(n - mode)
              - correction(k)
              - correction(n - k);
      if (logV <= bound) {
        return (long) k;
      }
    }
  }

  private static double correction(double k) {
    if (k < CORRECTIONS.length) {
      return CORRECTIONS[(int) k];
    }
    double next = k + 1;
    double square = next * next;
    return (1 / 12.0 - (1 / 360.0 - 1 / 1260.0 / square) / square) / next;
  }
}
