package org.tiltyard.rating;

/** The standard normal distribution. */
final class Normal {

  /** Beyond this the rest is less than the last digit of a double next to 1. */
  private static final double FAR = 8.3;

  private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

  private Normal() {}

  /**
   * The probability of x or less: ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …), as in Marsaglia, Evaluating
   * the normal distribution, 2004.
   */
  static double below(double x) {
    if (Math.abs(x) > FAR) {
      return x < 0 ? 0 : 1;
    }
    double square = x * x;
    double term = x;
    double sum = x;
    for (int odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
      term *= square / odd;
      sum += term;
    }
    double between = DENSITY_AT_ZERO * StrictMath.exp(-square / 2) * sum;
    return Math.clamp(0.5 + between, 0, 1);
  }
}
