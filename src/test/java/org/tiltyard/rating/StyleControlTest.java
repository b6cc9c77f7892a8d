package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StyleControlTest {

  private static final double[] STRENGTHS = {-1, -0.3, 0.2, 1.1};

  /** The second player's answers are long, the third's full of lists. */
  private static final double[][] USUAL = {{200, 2}, {900, 2}, {250, 12}, {300, 4}};

  /** What one unit of (a - b) / (a + b + 1) adds to the log odds. */
  private static final double[] WORTH = {1.2, -0.8};

  private static double[] style(SplittableRandom random, int player) {
    return new double[] {
      Math.rint(USUAL[player][0] * (0.3 + 1.4 * random.nextDouble())),
      Math.rint(USUAL[player][1] * (2 * random.nextDouble()))
    };
  }

  private static double worth(double[] a, double[] b) {
    double worth = 0;
    for (int feature = 0; feature < WORTH.length; feature++) {
      worth += WORTH[feature] * (a[feature] - b[feature]) / (a[feature] + b[feature] + 1);
    }
    return worth;
  }

  private static StyledGames played(long seed, int count, boolean exchanged) {
    SplittableRandom random = new SplittableRandom(seed);
    StyledGames games = new StyledGames(STRENGTHS.length, WORTH.length);
    for (int game = 0; game < count; game++) {
      int a = random.nextInt(STRENGTHS.length);
      int b = random.nextInt(STRENGTHS.length);
      double[] styleOfA = style(random, a);
      double[] styleOfB = style(random, b);
      double odds = STRENGTHS[a] - STRENGTHS[b] + worth(styleOfA, styleOfB);
      boolean won = random.nextDouble() < BradleyTerry.probability(odds);
      if (exchanged) {
        games.add(b, a, won ? Outcome.LOSS : Outcome.WIN, styleOfB, styleOfA, 1);
      } else {
        games.add(a, b, won ? Outcome.WIN : Outcome.LOSS, styleOfA, styleOfB, 1);
      }
    }
    return games;
  }

  @Test
  void findsStrengthsAndWhatStyleIsWorth() {
    StyledGames games = played(1, 200_000, false);
    StyledFit fit = StyleControl.fit(games, TieRule.HALF);

    assertThat(fit.converged()).isTrue();
    for (int player = 0; player < STRENGTHS.length; player++) {
      assertThat(fit.strength(player)).isCloseTo(STRENGTHS[player], within(0.03));
    }
    for (int feature = 0; feature < WORTH.length; feature++) {
      double inUnits = WORTH[feature] * games.deviation(feature);
      assertThat(fit.coefficient(feature)).isCloseTo(inUnits, within(0.02));
    }
    assertThat(fit.plain().strength(1))
        .as("without control, length passes for strength")
        .isGreaterThan(fit.strength(1) + 0.3);
  }

  @Test
  void holdsPlantedCoefficientsInTheIntervalsOfAHundredThousandBattles() {
    StyledGames games = played(7, 100_000, false);
    StyledFit fit = StyleControl.fit(games, TieRule.HALF);

    for (int feature = 0; feature < WORTH.length; feature++) {
      Interval interval = fit.coefficientInterval(feature);
      double planted = WORTH[feature] * games.deviation(feature);
      assertThat(holds(interval, planted)).isTrue();
      assertThat(holds(interval, 0)).isFalse();
      assertThat(interval.width()).isLessThan(0.2 * Math.abs(planted));
    }
  }

  @Test
  void holdsTheTruthInItsIntervals() {
    int held = 0;
    int asked = 0;
    for (int arena = 0; arena < 150; arena++) {
      StyledGames games = played(100 + arena, 2_500, false);
      StyledFit fit = StyleControl.fit(games, TieRule.HALF);
      for (int player = 0; player < STRENGTHS.length; player++) {
        held += holds(fit.interval(player), STRENGTHS[player]) ? 1 : 0;
        asked++;
      }
      for (int feature = 0; feature < WORTH.length; feature++) {
        double inUnits = WORTH[feature] * games.deviation(feature);
        held += holds(fit.coefficientInterval(feature), inUnits) ? 1 : 0;
        asked++;
      }
    }
    assertThat((double) held / asked).isBetween(0.93, 0.97);
  }

  private static boolean holds(Interval interval, double value) {
    return interval.lower() <= value && value <= interval.upper();
  }

  /** At the maximum the derivative is 0 in every direction. */
  @Test
  void endsWhereTheLikelihoodIsLargest() {
    StyledGames games = played(2, 3_000, false);
    StyledFit fit = StyleControl.fit(games, TieRule.HALF);

    double[] slope = new double[STRENGTHS.length + WORTH.length];
    for (int game = 0; game < games.games(); game++) {
      double odds = fit.strength(games.first(game)) - fit.strength(games.second(game));
      for (int feature = 0; feature < WORTH.length; feature++) {
        double z = games.difference(game, feature) / games.deviation(feature);
        odds += fit.coefficient(feature) * z;
      }
      double surprise = games.score(game) - BradleyTerry.probability(odds);
      slope[games.first(game)] += surprise;
      slope[games.second(game)] -= surprise;
      for (int feature = 0; feature < WORTH.length; feature++) {
        double z = games.difference(game, feature) / games.deviation(feature);
        slope[STRENGTHS.length + feature] += surprise * z;
      }
    }
    assertThat(slope).containsOnly(new double[] {0}, within(1e-6));
  }

  @Test
  void doesNotCareWhichAnswerIsNamedFirst() {
    StyledFit one = StyleControl.fit(played(3, 2_000, false), TieRule.HALF);
    StyledFit other = StyleControl.fit(played(3, 2_000, true), TieRule.HALF);

    for (int player = 0; player < STRENGTHS.length; player++) {
      assertThat(other.strength(player)).isCloseTo(one.strength(player), within(1e-9));
    }
    assertThat(other.coefficient(0)).isCloseTo(one.coefficient(0), within(1e-9));
  }

  @Test
  void isThePlainModelWhereStylesNeverDiffer() {
    StyledGames games = new StyledGames(3, 2);
    double[] same = {5, 0};
    int[][] pairs = {{0, 1}, {1, 2}, {2, 0}, {0, 1}, {1, 0}, {2, 1}, {0, 2}};
    for (int[] pair : pairs) {
      games.add(pair[0], pair[1], Outcome.WIN, same, same, 1);
    }
    games.add(1, 2, Outcome.TIE, same, same, 1);

    StyledFit fit = StyleControl.fit(games, TieRule.HALF);
    Sandwich sandwich = Sandwich.of(fit.plain());

    for (int player = 0; player < 3; player++) {
      assertThat(fit.strength(player)).isCloseTo(fit.plain().strength(player), within(1e-9));
      assertThat(fit.interval(player).upper())
          .isCloseTo(sandwich.interval(player).upper(), within(1e-9));
    }
    assertThat(fit.coefficient(0)).isZero();
  }

  @Test
  void survivesFeaturesThatSayTheSame() {
    StyledGames games = new StyledGames(2, 2);
    SplittableRandom random = new SplittableRandom(6);
    for (int game = 0; game < 400; game++) {
      double a = random.nextInt(10);
      double b = random.nextInt(10);
      Outcome outcome = random.nextInt(4) == 0 ? Outcome.LOSS : Outcome.WIN;
      games.add(0, 1, outcome, new double[] {a, a}, new double[] {b, b}, 1);
    }

    StyledFit fit = StyleControl.fit(games, TieRule.HALF);

    assertThat(fit.strength(0)).isFinite().isPositive();
    assertThat(fit.coefficient(0)).isFinite();
  }

  @Test
  void saysSoWhenStyleTellsEverything() {
    StyledGames games = new StyledGames(2, 1);
    double[] much = {9};
    double[] little = {1};
    for (int game = 0; game < 10; game++) {
      games.add(0, 1, Outcome.WIN, much, little, 1);
      games.add(0, 1, Outcome.LOSS, little, much, 1);
    }

    StyledFit fit = StyleControl.fit(games, TieRule.HALF);

    assertThat(fit.converged()).isFalse();
    assertThat(fit.strength(0)).isFinite();
  }

  @Test
  void ratesNobodyWithoutGames() {
    StyledFit fit = StyleControl.fit(new StyledGames(2, 1), TieRule.HALF);

    assertThat(fit.isRated(0)).isFalse();
    assertThat(fit.coefficient(0)).isZero();
  }
}
