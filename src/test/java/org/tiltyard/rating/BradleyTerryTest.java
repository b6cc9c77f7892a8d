package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BradleyTerryTest {

  private static final int A = 0;
  private static final int B = 1;
  private static final int C = 2;
  private static final int D = 3;
  private static final double CLOSE = 1e-3;

  /** 22 games whose ratings are known from an independent computation. */
  private static Comparisons.Counter games() {
    return new Comparisons.Counter(4)
        .add(A, B, Outcome.WIN, 2)
        .add(B, A, Outcome.WIN, 3)
        .add(A, D, Outcome.WIN, 1)
        .add(D, A, Outcome.WIN, 4)
        .add(B, C, Outcome.WIN, 5)
        .add(C, B, Outcome.WIN, 3)
        .add(C, D, Outcome.WIN, 1)
        .add(D, C, Outcome.WIN, 3);
  }

  private static double[] ratings(Fit fit) {
    return IntStream.range(0, fit.players())
        .mapToDouble(player -> Scale.ELO.rating(fit.strength(player)))
        .toArray();
  }

  @Test
  void findsTheKnownStrengths() {
    Fit fit = BradleyTerry.fit(games().count(), TieRule.HALF);

    assertThat(
            IntStream.range(0, 4).mapToDouble(player -> Math.exp(fit.strength(player))).toArray())
        .containsExactly(new double[] {0.640, 1.043, 0.660, 2.270}, within(CLOSE));
    assertThat(ratings(fit))
        .containsExactly(new double[] {922.4271, 1007.3661, 927.7676, 1142.4392}, within(CLOSE));
    assertThat(fit.gamesUsed()).isEqualTo(22);
    assertThat(fit.probability(A, B) + fit.probability(B, A)).isCloseTo(1, within(1e-15));
  }

  @Test
  void countsATieAsHalfAWinForEach() {
    Comparisons games = games().add(A, C, Outcome.TIE).add(B, D, Outcome.TIE).count();

    assertThat(ratings(BradleyTerry.fit(games, TieRule.HALF)))
        .containsExactly(new double[] {923.2309, 1018.2395, 930.8525, 1127.6771}, within(CLOSE));
  }

  @Test
  void ignoresTiesWhereToldTo() {
    Comparisons tied = games().add(A, C, Outcome.TIE).add(B, D, Outcome.TIE, 9).count();

    Fit fit = BradleyTerry.fit(tied, TieRule.IGNORE);

    assertThat(ratings(fit)).isEqualTo(ratings(BradleyTerry.fit(games().count(), TieRule.HALF)));
    assertThat(fit.gamesUsed()).isEqualTo(22);
  }

  @Test
  void leavesGamesOfAPlayerAgainstItselfOut() {
    assertThat(ratings(BradleyTerry.fit(games().add(C, C, Outcome.WIN, 50).count(), TieRule.HALF)))
        .isEqualTo(ratings(BradleyTerry.fit(games().count(), TieRule.HALF)));
  }

  @Test
  void knowsTheSandwichIntervals() {
    Fit fit = BradleyTerry.fit(games().count(), TieRule.HALF);
    Sandwich sandwich = Sandwich.of(fit);

    List<Interval> intervals = intervals(sandwich, 4);

    assertThat(intervals.stream().mapToDouble(Interval::lower).toArray())
        .containsExactly(new double[] {737.089, 842.350, 747.935, 929.989}, within(CLOSE));
    assertThat(intervals.stream().mapToDouble(Interval::upper).toArray())
        .containsExactly(new double[] {1107.765, 1172.382, 1107.600, 1354.889}, within(CLOSE));
    assertThat(IntStream.range(0, 4).mapToDouble(other -> sandwich.covariance(A, other)).sum())
        .as("strengths add up to 0, so the covariances of one with all do")
        .isCloseTo(0, within(1e-12));
    assertThat(Rank.of(intervals)).containsOnly(new Rank(1, 4));
  }

  private static List<Interval> intervals(Uncertainty uncertainty, int players) {
    return IntStream.range(0, players)
        .mapToObj(player -> Scale.ELO.rating(uncertainty.interval(player)))
        .toList();
  }

  @Test
  void anchorsOnePlayerAndMovesAll() {
    Fit fit = BradleyTerry.fit(games().count(), TieRule.HALF);

    Scale anchored = Scale.ELO.anchoredAt(1500, B, fit);

    assertThat(anchored.rating(fit.strength(B))).isCloseTo(1500, within(1e-9));
    assertThat(anchored.rating(fit.strength(D)) - anchored.rating(fit.strength(A)))
        .isCloseTo(1142.4392 - 922.4271, within(CLOSE));
  }

  @Test
  void doesNotDependOnTheOrderOfCounting() {
    Comparisons backwards =
        new Comparisons.Counter(4)
            .add(C, D, Outcome.LOSS, 3)
            .add(D, C, Outcome.LOSS)
            .add(C, B, Outcome.WIN, 3)
            .add(C, B, Outcome.LOSS, 5)
            .add(A, D, Outcome.LOSS, 4)
            .add(D, A, Outcome.LOSS)
            .add(B, A, Outcome.WIN, 3)
            .add(B, A, Outcome.LOSS, 2)
            .count();

    assertThat(ratings(BradleyTerry.fit(backwards, TieRule.HALF)))
        .isEqualTo(ratings(BradleyTerry.fit(games().count(), TieRule.HALF)));
  }

  @Test
  void findsVeryUnequalStrengths() {
    long often = 1_000_000;
    Comparisons games =
        new Comparisons.Counter(4)
            .add(A, B, Outcome.WIN, often)
            .add(A, B, Outcome.LOSS)
            .add(B, C, Outcome.WIN, often)
            .add(B, C, Outcome.LOSS)
            .add(C, D, Outcome.WIN, often)
            .add(C, D, Outcome.LOSS)
            .count();

    Fit fit = BradleyTerry.fit(games, TieRule.HALF);

    double apart = Math.log(often);
    assertThat(fit.strength(A) - fit.strength(B)).isCloseTo(apart, within(1e-6));
    assertThat(fit.strength(A) - fit.strength(D)).isCloseTo(3 * apart, within(1e-6));
    assertThat(Sandwich.of(fit).interval(A).width()).isPositive().isFinite();
  }

  @Nested
  class WhenNotEverybodyCanBeCompared {

    @Test
    void ratesTheLargestComponentAndListsTheRest() {
      Comparisons games =
          new Comparisons.Counter(8)
              .add(0, 1, Outcome.WIN, 3)
              .add(1, 2, Outcome.WIN, 3)
              .add(2, 0, Outcome.WIN, 3)
              // Never lost to any of the three.
              .add(3, 0, Outcome.WIN, 5)
              // On an island.
              .add(4, 5, Outcome.TIE, 40)
              // Has only lost.
              .add(6, 1, Outcome.LOSS, 2)
              .count();

      Fit fit = BradleyTerry.fit(games, TieRule.HALF);

      assertThat(fit.rated()).containsExactly(0, 1, 2);
      assertThat(fit.gamesUsed()).isEqualTo(9);
      assertThat(fit.strength(0)).isCloseTo(0, within(1e-12));
      assertThat(fit.groups()).isEqualTo(5);
      assertThat(fit.group(4)).isEqualTo(fit.group(5)).isNotEqualTo(fit.group(0));
      assertThat(fit.isRated(7)).isFalse();
      assertThatThrownBy(() -> fit.strength(3)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Sandwich.of(fit).interval(3))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void prefersTheComponentWithMoreGamesOfTwoEqualOnes() {
      Comparisons games =
          new Comparisons.Counter(4).add(0, 1, Outcome.TIE, 2).add(2, 3, Outcome.TIE, 3).count();

      assertThat(BradleyTerry.fit(games, TieRule.HALF).rated()).containsExactly(2, 3);
    }

    @Test
    void ratesNobodyWithoutATrueComparison() {
      Stream.of(
              new Comparisons.Counter(0).count(),
              new Comparisons.Counter(1).count(),
              new Comparisons.Counter(3).count(),
              new Comparisons.Counter(2).add(0, 0, Outcome.WIN, 7).count(),
              new Comparisons.Counter(2).add(0, 1, Outcome.WIN, 7).count(),
              new Comparisons.Counter(3).add(0, 1, Outcome.WIN).add(1, 2, Outcome.WIN).count())
          .forEach(games -> {
            Fit fit = BradleyTerry.fit(games, TieRule.HALF);
            assertThat(fit.rated()).isEmpty();
            assertThat(Bootstrap.of(fit, 10, 1).replicates()).isZero();
            assertThat(Sandwich.of(fit)).isNotNull();
          });
    }

    @Test
    void ratesNobodyWhenAllAreTiesThatDontCount() {
      Comparisons games = new Comparisons.Counter(2).add(0, 1, Outcome.TIE, 9).count();

      assertThat(BradleyTerry.fit(games, TieRule.IGNORE).rated()).isEmpty();
      assertThat(BradleyTerry.fit(games, TieRule.HALF).rated()).containsExactly(0, 1);
    }

    @Test
    void searchesALongChainWithoutOverflow() {
      int players = 50_000;
      Comparisons.Counter chain = new Comparisons.Counter(players);
      for (int player = 0; player + 1 < players; player++) {
        chain.add(player, player + 1, Outcome.WIN);
      }
      assertThat(Components.of(chain.count()).count()).isEqualTo(players);

      chain.add(players - 1, 0, Outcome.WIN);
      assertThat(Components.of(chain.count()).count()).isEqualTo(1);
    }
  }

  @Nested
  class BootstrapIntervals {

    private final Fit fit =
        BradleyTerry.fit(
            new Comparisons.Counter(3)
                .add(0, 1, Outcome.WIN, 400)
                .add(0, 1, Outcome.LOSS, 200)
                .add(1, 2, Outcome.WIN, 250)
                .add(1, 2, Outcome.LOSS, 240)
                .add(1, 2, Outcome.TIE, 110)
                .add(0, 2, Outcome.WIN, 360)
                .add(0, 2, Outcome.LOSS, 190)
                .count(),
            TieRule.HALF);

    @Test
    void areThoseOfTheSandwichWhereGamesAreMany() {
      Bootstrap bootstrap = Bootstrap.of(fit, 4_000, 11);
      Sandwich sandwich = Sandwich.of(fit);

      assertThat(bootstrap.replicates()).isEqualTo(4_000);
      for (int player = 0; player < 3; player++) {
        Interval drawn = bootstrap.interval(player);
        Interval computed = sandwich.interval(player);
        assertThat(drawn.width()).isCloseTo(computed.width(), within(0.06 * computed.width()));
        assertThat(drawn.lower()).isCloseTo(computed.lower(), within(0.01));
      }
    }

    @Test
    void areTheSameForTheSameSeed() {
      assertThat(intervals(Bootstrap.of(fit, 50, 3), 3))
          .isEqualTo(intervals(Bootstrap.of(fit, 50, 3), 3))
          .isNotEqualTo(intervals(Bootstrap.of(fit, 50, 4), 3));
    }

    @Test
    void drawAgainWhatFallsApart() {
      Fit thin =
          BradleyTerry.fit(
              new Comparisons.Counter(2)
                  .add(0, 1, Outcome.WIN, 1)
                  .add(0, 1, Outcome.LOSS, 1)
                  .count(),
              TieRule.HALF);

      Bootstrap bootstrap = Bootstrap.of(thin, 100, 5);

      assertThat(bootstrap.redrawn()).isBetween(50, 101);
      assertThat(bootstrap.interval(0).upper()).isFinite();
    }
  }
}
