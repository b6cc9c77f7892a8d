package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialTest {

  private static final int DRAWS = 200_000;

  /** Both ways of drawing, both halves of p, and numbers that are larger than an int. */
  @ParameterizedTest
  @CsvSource({
    "5, 0.3",
    "12, 0.5",
    "40, 0.1",
    "40, 0.9",
    "60, 0.4",
    "1000, 0.02",
    "100000, 0.7",
    "5000000000, 0.25"
  })
  void hasTheDistributionItShould(long n, double p) {
    SplittableRandom random = new SplittableRandom(17);
    double mean = n * p;
    double deviation = Math.sqrt(n * p * (1 - p));
    double sum = 0;
    double squares = 0;
    double cubes = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      long successes = Binomial.draw(random, n, p);
      assertThat(successes).isBetween(0L, n);
      double z = (successes - mean) / deviation;
      sum += z;
      squares += z * z;
      cubes += z * z * z;
    }
    double skew = (1 - 2 * p) / deviation;
    assertThat(sum / DRAWS).isBetween(-4 / Math.sqrt(DRAWS), 4 / Math.sqrt(DRAWS));
    assertThat(squares / DRAWS).isBetween(0.985, 1.015);
    assertThat(cubes / DRAWS).isBetween(skew - 0.05, skew + 0.05);
  }

  /** Every single count, compared with its probability. */
  @ParameterizedTest
  @CsvSource({"12, 0.5", "30, 0.45", "24, 0.9"})
  void givesEachNumberItsShare(int n, double p) {
    SplittableRandom random = new SplittableRandom(23);
    int[] seen = new int[n + 1];
    for (int draw = 0; draw < DRAWS; draw++) {
      seen[(int) Binomial.draw(random, n, p)]++;
    }
    double probability = Math.pow(1 - p, n);
    double chiSquare = 0;
    int degrees = -1;
    for (int k = 0; k <= n; k++) {
      double expected = DRAWS * probability;
      if (expected >= 5) {
        chiSquare += (seen[k] - expected) * (seen[k] - expected) / expected;
        degrees++;
      }
      probability *= p / (1 - p) * (n - k) / (k + 1);
    }
    // Mean plus four standard deviations of χ².
    assertThat(chiSquare).isLessThan(degrees + 4 * Math.sqrt(2.0 * degrees));
  }
}
