package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The same counts give the same numbers to the last bit, on every machine: sums in a fixed order,
 * on one thread, and functions of {@link StrictMath}, because those of {@link Math} may differ in
 * their last digit between processors.
 */
class DeterminismTest {

  private static final int MODELS = 12;
  private static final int VOTES = 5_000;
  private static final int FEATURES = 2;

  private long bits = 17;

  private void add(double number) {
    bits = 31 * bits + Double.doubleToLongBits(number);
  }

  private void add(Interval interval) {
    add(interval.lower());
    add(interval.upper());
  }

  @Test
  void ratesToTheLastBitAsEverywhere() {
    Comparisons.Counter counter = new Comparisons.Counter(MODELS);
    StyledGames styled = new StyledGames(MODELS, FEATURES);
    OnlineElo elo = new OnlineElo(MODELS, 4);
    SplittableRandom random = new SplittableRandom(3);
    double[] a = new double[FEATURES];
    double[] b = new double[FEATURES];
    for (int vote = 0; vote < VOTES; vote++) {
      int one = random.nextInt(MODELS);
      int other = (one + 1 + random.nextInt(MODELS - 1)) % MODELS;
      for (int feature = 0; feature < FEATURES; feature++) {
        a[feature] = random.nextInt(500);
        b[feature] = random.nextInt(500);
      }
      Outcome outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
      counter.add(one, other, outcome);
      styled.add(one, other, outcome, a, b, 1);
      elo.play(one, other, outcome);
    }
    Fit fit = BradleyTerry.fit(counter.count(), TieRule.HALF);
    Sandwich sandwich = Sandwich.of(fit);
    Bootstrap bootstrap = Bootstrap.of(fit, 20, 5);
    StyledFit withStyle = StyleControl.fit(styled, TieRule.HALF);
    for (int model = 0; model < MODELS; model++) {
      add(fit.strength(model));
      add(sandwich.interval(model));
      add(bootstrap.deviation(model));
      add(withStyle.strength(model));
      add(withStyle.interval(model));
      add(elo.rating(model));
    }
    for (int feature = 0; feature < FEATURES; feature++) {
      add(withStyle.coefficient(feature));
      add(withStyle.coefficientInterval(feature));
    }

    assertThat(bits).isEqualTo(-8956173490329132714L);
  }
}
