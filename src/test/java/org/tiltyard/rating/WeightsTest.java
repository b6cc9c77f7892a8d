package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightsTest {

  private static final double CLOSE = 1e-9;

  private static Comparisons games(double weight) {
    return new Comparisons.Counter(3)
        .add(0, 1, Outcome.WIN, 6, weight)
        .add(0, 1, Outcome.LOSS, 3, weight)
        .add(1, 2, Outcome.WIN, 5, weight)
        .add(1, 2, Outcome.TIE, 2, weight)
        .add(2, 0, Outcome.WIN, 4, weight)
        .count();
  }

  @Test
  void changeNothingWhereAllAreAlike() {
    Fit plain = BradleyTerry.fit(games(1), TieRule.HALF);
    Fit weighted = BradleyTerry.fit(games(0.01), TieRule.HALF);

    for (int player = 0; player < 3; player++) {
      assertThat(weighted.strength(player)).isCloseTo(plain.strength(player), within(CLOSE));
      assertThat(Sandwich.of(weighted).covariance(player, player))
          .isCloseTo(Sandwich.of(plain).covariance(player, player), within(CLOSE));
    }
  }

  @Test
  void countAGameOfWeightTwoTwiceButDontTakeItForTwo() {
    Comparisons weighted =
        new Comparisons.Counter(2)
            .add(0, 1, Outcome.WIN, 30, 2)
            .add(0, 1, Outcome.LOSS, 20, 2)
            .add(0, 1, Outcome.LOSS, 40)
            .count();
    Comparisons twice =
        new Comparisons.Counter(2).add(0, 1, Outcome.WIN, 60).add(0, 1, Outcome.LOSS, 80).count();

    Fit one = BradleyTerry.fit(weighted, TieRule.HALF);
    Fit other = BradleyTerry.fit(twice, TieRule.HALF);

    assertThat(one.strength(0)).isCloseTo(other.strength(0), within(CLOSE));
    assertThat(one.gamesUsed()).isEqualTo(90);
    assertThat(Sandwich.of(one).interval(0).width())
        .isGreaterThan(Sandwich.of(other).interval(0).width());
  }

  /**
   * Three players who don't follow the model, one pair of which was drawn far too often. Weighted
   * by the inverse propensity, the games tell the same as those of equal draws.
   */
  @Test
  void undoUnequalDrawsByInversePropensity() {
    double[][] beats = {{0, 0.9, 0.3}, {0, 0, 0.8}};
    double[] share = {0.8, 0.1, 0.1};
    int[][] pairs = {{0, 1}, {0, 2}, {1, 2}};
    SplittableRandom random = new SplittableRandom(9);
    Comparisons.Counter raw = new Comparisons.Counter(3);
    Comparisons.Counter weighted = new Comparisons.Counter(3);
    Comparisons.Counter equal = new Comparisons.Counter(3);
    for (int game = 0; game < 600_000; game++) {
      double u = random.nextDouble();
      int drawn = u < share[0] ? 0 : u < share[0] + share[1] ? 1 : 2;
      Outcome outcome = outcome(random, beats, pairs[drawn]);
      raw.add(pairs[drawn][0], pairs[drawn][1], outcome);
      weighted.add(pairs[drawn][0], pairs[drawn][1], outcome, 1, 1 / share[drawn]);
      int any = random.nextInt(3);
      equal.add(pairs[any][0], pairs[any][1], outcome(random, beats, pairs[any]));
    }

    Fit truth = BradleyTerry.fit(equal.count(), TieRule.HALF);
    Fit undone = BradleyTerry.fit(weighted.count(), TieRule.HALF);
    Fit distorted = BradleyTerry.fit(raw.count(), TieRule.HALF);

    assertThat(undone.strength(0)).isCloseTo(truth.strength(0), within(0.02));
    assertThat(distorted.strength(0) - truth.strength(0)).isGreaterThan(0.2);
    Fit balanced = BradleyTerry.fit(raw.count().balanced(50), TieRule.HALF);
    assertThat(balanced.strength(0)).isCloseTo(truth.strength(0), within(0.02));
  }

  private static Outcome outcome(SplittableRandom random, double[][] beats, int[] pair) {
    return random.nextDouble() < beats[pair[0]][pair[1]] ? Outcome.WIN : Outcome.LOSS;
  }

  @Test
  void leavePairsBelowTheFloorLighter() {
    Comparisons games =
        new Comparisons.Counter(2).add(0, 1, Outcome.WIN, 10).add(0, 1, Outcome.LOSS, 15).count();

    assertThat(games.balanced(50).weights).containsExactly(1 / 50.0);
    assertThat(games.balanced(5).weights).containsExactly(1 / 25.0);
  }

  @Test
  void areNeverZeroOrLess() {
    for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Comparisons.Counter(2).add(0, 1, Outcome.WIN, 1, weight))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
