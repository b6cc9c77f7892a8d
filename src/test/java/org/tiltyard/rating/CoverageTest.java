package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Of many simulated arenas with known strengths: how often an interval holds the true one. */
class CoverageTest {

  /** Their sum is 0, as that of fitted strengths. */
  private static final double[] STRENGTHS = {-1.6, -0.9, -0.4, -0.1, 0.2, 0.5, 0.8, 1.5};

  private static final int GAMES = 3_000;

  @Test
  void sandwichIntervalsHoldTheTruthInNineteenOfTwenty() {
    double coverage = coverage(400, Sandwich::of);
    System.out.printf("sandwich intervals hold the true strength in %.2f %%%n", 100 * coverage);
    assertThat(coverage).isBetween(0.935, 0.965);
  }

  @Test
  void bootstrapIntervalsHoldTheTruthInNineteenOfTwenty() {
    double coverage = coverage(150, fit -> Bootstrap.of(fit, 200, 5));
    System.out.printf("bootstrap intervals hold the true strength in %.2f %%%n", 100 * coverage);
    assertThat(coverage).isBetween(0.92, 0.97);
  }

  private static double coverage(int arenas, Function<Fit, Uncertainty> method) {
    SplittableRandom random = new SplittableRandom(41);
    int held = 0;
    for (int arena = 0; arena < arenas; arena++) {
      Uncertainty uncertainty = method.apply(BradleyTerry.fit(played(random), TieRule.HALF));
      for (int player = 0; player < STRENGTHS.length; player++) {
        Interval interval = uncertainty.interval(player);
        boolean holds =
            interval.lower() <= STRENGTHS[player] && STRENGTHS[player] <= interval.upper();
        held += holds ? 1 : 0;
      }
    }
    return (double) held / (arenas * STRENGTHS.length);
  }

  private static Comparisons played(SplittableRandom random) {
    Comparisons.Counter games = new Comparisons.Counter(STRENGTHS.length);
    for (int game = 0; game < GAMES; game++) {
      int a = random.nextInt(STRENGTHS.length);
      int b = random.nextInt(STRENGTHS.length);
      double p = BradleyTerry.probability(STRENGTHS[a] - STRENGTHS[b]);
      games.add(a, b, random.nextDouble() < p ? Outcome.WIN : Outcome.LOSS);
    }
    return games.count();
  }
}
