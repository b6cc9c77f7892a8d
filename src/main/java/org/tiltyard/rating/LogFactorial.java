package org.tiltyard.rating;

/** The logarithm of k!, to the last few digits: a table first, then Stirling's series. */
final class LogFactorial {

  private static final double[] TABLE = table();
  private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  private LogFactorial() {}

  private static double[] table() {
    double[] table = new double[256];
    for (int k = 2; k < table.length; k++) {
      table[k] = table[k - 1] + StrictMath.log(k);
    }
    return table;
  }

  static double of(long k) {
    if (k < TABLE.length) {
      return TABLE[(int) k];
    }
    double square = (double) k * k;
    double series = (1 / 12.0 - (1 / 360.0 - 1 / 1260.0 / square) / square) / k;
    return (k + 0.5) * StrictMath.log(k) - k + HALF_LOG_TWO_PI + series;
  }

  /** The logarithm of n over k; negative infinity where there is no such choice. */
  static double choose(long n, long k) {
    return k < 0 || k > n ? Double.NEGATIVE_INFINITY : of(n) - of(k) - of(n - k);
  }
}
