package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShrunkFitTest {

  private static final int MODELS = 6;

  /** At the maximum the winner's θ is 1 - p, so that the difference d is 2 (1 - p(d)). */
  @Test
  void learnsFromASingleVote() {
    ShrunkFit fit = ShrunkFit.of(new Comparisons.Counter(3).add(0, 1, Outcome.WIN).count());

    double difference = fit.strength(0) - fit.strength(1);
    assertThat(difference).isCloseTo(2 * (1 - BradleyTerry.probability(difference)), within(1e-9));
    assertThat(fit.strength(0) + fit.strength(1)).isCloseTo(0, within(1e-12));
    assertThat(fit.strength(2)).isZero();
    assertThat(fit.interval(2).upper()).isCloseTo(1.959964, within(1e-6));
    assertThat(fit.interval(0).width()).isLessThan(fit.interval(2).width());

    Preference preference = fit.preference(0, 1);
    assertThat(preference.probability())
        .as("0.637 by numerical integration, without Laplace's approximation")
        .isCloseTo(0.637, within(0.01));
    assertThat(preference.certainty()).isBetween(0.7, 0.8);
    assertThat(preference.interval().lower()).isLessThan(0.5);
    assertThat(fit.preference(1, 0).probability())
        .isCloseTo(1 - preference.probability(), within(1e-12));
    assertThat(fit.preference(1, 0).certainty())
        .isCloseTo(1 - preference.certainty(), within(1e-12));
  }

  @Test
  void comesToTheUnshrunkStrengthsWithManyVotes() {
    Comparisons games =
        new Comparisons.Counter(3)
            .add(0, 1, Outcome.WIN, 60_000)
            .add(0, 1, Outcome.LOSS, 40_000)
            .add(1, 2, Outcome.WIN, 70_000)
            .add(1, 2, Outcome.TIE, 30_000)
            .add(2, 0, Outcome.LOSS, 60_000)
            .add(2, 0, Outcome.WIN, 20_000)
            .count();
    Fit plain = BradleyTerry.fit(games, TieRule.HALF);
    ShrunkFit shrunk = ShrunkFit.of(games);

    for (int player = 0; player < 3; player++) {
      assertThat(shrunk.strength(player)).isCloseTo(plain.strength(player), within(1e-3));
    }
  }

  /**
   * People whose strengths are drawn from the prior, with 25 votes each: the intervals hold what
   * they should, and of the votes that are foretold with 80 % about 80 % are cast.
   */
  @Test
  void isAsUncertainAsItShould() {
    SplittableRandom random = new SplittableRandom(77);
    int people = 3_000;
    int held = 0;
    double expected = 0;
    double seen = 0;
    double surprise = 0;
    double certain = 0;
    double right = 0;
    for (int person = 0; person < people; person++) {
      double[] strengths = new double[MODELS];
      for (int model = 0; model < MODELS; model++) {
        strengths[model] = random.nextGaussian();
      }
      ShrunkFit fit = ShrunkFit.of(votes(random, strengths, 25));
      for (int model = 0; model < MODELS; model++) {
        Interval interval = fit.interval(model);
        held +=
            interval.lower() <= strengths[model] && strengths[model] <= interval.upper() ? 1 : 0;
      }
      int better = fit.strength(0) > fit.strength(1) ? 0 : 1;
      Preference preference = fit.preference(better, 1 - better);
      double truly = BradleyTerry.probability(strengths[better] - strengths[1 - better]);
      expected += preference.probability();
      seen += truly;
      surprise += (preference.probability() - truly) * (preference.probability() - truly);
      certain += preference.certainty();
      right += truly > 0.5 ? 1 : 0;
    }

    assertThat((double) held / (people * MODELS)).isBetween(0.93, 0.97);
    assertThat(seen / people).isCloseTo(expected / people, within(0.015));
    assertThat(right / people).isCloseTo(certain / people, within(0.025));
    assertThat(Math.sqrt(surprise / people)).isLessThan(0.17);
  }

  private static Comparisons votes(SplittableRandom random, double[] strengths, int count) {
    Comparisons.Counter counter = new Comparisons.Counter(strengths.length);
    for (int vote = 0; vote < count; vote++) {
      int a = random.nextInt(strengths.length);
      int b = (a + 1 + random.nextInt(strengths.length - 1)) % strengths.length;
      boolean won = random.nextDouble() < BradleyTerry.probability(strengths[a] - strengths[b]);
      counter.add(a, b, won ? Outcome.WIN : Outcome.LOSS);
    }
    return counter.count();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.8413447460685429",
    "-1, 0.15865525393145705",
    "1.959963984540054, 0.975",
    "-3, 0.0013498980316300946",
    "9, 1",
    "-9, 0"
  })
  void knowsTheNormalDistribution(double x, double below) {
    assertThat(Normal.below(x)).isCloseTo(below, within(1e-14));
  }

  @Nested
  class WithHardlyAnything {

    @Test
    void knowsNothingWithoutVotes() {
      assertThat(ShrunkFit.of(new Comparisons.Counter(0).count())).isNotNull();
      ShrunkFit fit = ShrunkFit.of(new Comparisons.Counter(2).count());

      assertThat(fit.strength(0)).isZero();
      assertThat(fit.preference(0, 1).probability()).isEqualTo(0.5);
      assertThat(fit.preference(0, 1).certainty()).isEqualTo(0.5);
      assertThat(fit.preference(1, 1).certainty()).isEqualTo(0.5);
    }

    @Test
    void growsSurerByTiesThatTwoAreEqual() {
      ShrunkFit few = ShrunkFit.of(new Comparisons.Counter(2).add(0, 1, Outcome.TIE).count());
      ShrunkFit many = ShrunkFit.of(new Comparisons.Counter(2).add(0, 1, Outcome.TIE, 80).count());

      assertThat(many.strength(0)).isZero();
      assertThat(many.preference(0, 1).interval().width())
          .isLessThan(0.5 * few.preference(0, 1).interval().width());
    }

    @Test
    void comparesWhoNeverMetAndWhoNeverLost() {
      Comparisons islands =
          new Comparisons.Counter(4)
              .add(0, 1, Outcome.WIN, 1_000_000)
              .add(2, 3, Outcome.WIN)
              .add(3, 3, Outcome.WIN, 5)
              .count();

      ShrunkFit fit = ShrunkFit.of(islands);

      assertThat(fit.strength(0)).isBetween(3.0, 8.0);
      assertThat(fit.strength(2)).isBetween(0.1, 1.0);
      assertThat(fit.preference(0, 2).certainty()).isBetween(0.9, 1.0);
      assertThat(fit.interval(0).width()).isPositive().isFinite();
    }
  }
}
