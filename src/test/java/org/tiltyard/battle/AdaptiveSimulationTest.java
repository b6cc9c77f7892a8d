package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.battle.PairingFixture.id;

import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tiltyard.rating.BradleyTerry;
import org.tiltyard.rating.Comparisons;
import org.tiltyard.rating.Fit;
import org.tiltyard.rating.Outcome;
import org.tiltyard.rating.Sandwich;
import org.tiltyard.rating.Scale;
import org.tiltyard.rating.TieRule;
import org.tiltyard.rating.WinMatrix;

/**
 * How many votes a policy needs until every rating, or every pair, is known to within a given
 * width, with 95 % confidence. Voters follow the model of Bradley and Terry; one in five battles is
 * a tie.
 */
class AdaptiveSimulationTest {

  private static final int MODELS = 12;
  private static final int RUNS = 8;
  private static final int VOTES_BETWEEN_COUNTS = 20;
  private static final int MOST_VOTES = 50_000;
  private static final double TIES = 0.2;

  /** Every rating within ±60 points. */
  private static final Goal RATINGS = simulation -> simulation.widestRating() <= 120;

  /** Every pair's share of wins within ±0.2. */
  private static final Goal PAIRS = simulation -> simulation.widestPair() <= 0.4;

  private interface Goal {
    boolean isReached(Simulation simulation);
  }

  @Test
  void everyPairIsKnownWithFewerVotes() {
    assertThat(meanRatio("every pair, all models new", PAIRS, MODELS)).isLessThan(0.9);
  }

  @Test
  void newModelsAreRatedWithFarFewerVotes() {
    assertThat(meanRatio("every rating, two models new", RATINGS, 2)).isLessThan(0.6);
  }

  /** Where all is equally unknown, uniform draws are as good as any for ratings. */
  @Test
  void ratingsOfANewArenaNeedAboutAsMany() {
    assertThat(meanRatio("every rating, all models new", RATINGS, MODELS)).isBetween(0.9, 1.1);
  }

  private static double meanRatio(String goalName, Goal goal, int newcomers) {
    long uniform = 0;
    long adaptive = 0;
    for (int run = 0; run < RUNS; run++) {
      uniform += votesNeeded("uniform", goal, newcomers, run);
      adaptive += votesNeeded("adaptive", goal, newcomers, run);
    }
    double ratio = (double) adaptive / uniform;
    System.out.printf(
        "votes for %s, mean of %d runs: uniform %d, adaptive %d, ratio %.2f%n",
        goalName, RUNS, uniform / RUNS, adaptive / RUNS, ratio);
    return ratio;
  }

  /** The last models are the new ones; the others have met each other 40 times. */
  private static int votesNeeded(String policy, Goal goal, int newcomers, long seed) {
    Simulation simulation = new Simulation(seed);
    int known = MODELS - newcomers;
    for (int i = 0; i < known; i++) {
      for (int j = i + 1; j < known; j++) {
        for (int meeting = 0; meeting < 40; meeting++) {
          simulation.vote(i, j);
        }
      }
    }
    for (int votes = 0; votes < MOST_VOTES; votes += VOTES_BETWEEN_COUNTS) {
      if (goal.isReached(simulation)) {
        return votes;
      }
      simulation.drawAndVote(policy);
    }
    throw new AssertionError(policy + " did not get there");
  }

  private static final class Simulation {

    private final Random random;
    private final double[] strengths = new double[MODELS];
    private final long[][][] outcomes = new long[MODELS][MODELS][Outcome.values().length];

    Simulation(long seed) {
      random = new Random(seed);
      for (int model = 0; model < MODELS; model++) {
        strengths[model] = random.nextGaussian();
      }
    }

    void vote(int a, int b) {
      double u = random.nextDouble();
      double p = BradleyTerry.probability(strengths[a] - strengths[b]);
      Outcome outcome =
          u < TIES ? Outcome.TIE : random.nextDouble() < p ? Outcome.WIN : Outcome.LOSS;
      outcomes[a][b][outcome.ordinal()]++;
    }

    void drawAndVote(String policy) {
      PairingFixture arena = PairingFixture.of(MODELS);
      forEachPair((a, b, counts) -> arena.votes(a, b, counts[0], counts[1], counts[2]));
      PairOdds odds = arena.odds(Map.of("policy", policy));
      Pair last = null;
      for (int vote = 0; vote < VOTES_BETWEEN_COUNTS; vote++) {
        Pair pair = odds.draw(random, last).orElseThrow().pair();
        vote(number(pair, true), number(pair, false));
        last = pair;
      }
    }

    private static int number(Pair pair, boolean first) {
      return IntStream.range(0, MODELS)
          .filter(model -> id(model).equals(first ? pair.a() : pair.b()))
          .findFirst()
          .orElseThrow();
    }

    double widestPair() {
      double widest = 0;
      for (int a = 0; a < MODELS; a++) {
        for (int b = a + 1; b < MODELS; b++) {
          long wins = outcomes[a][b][0] + outcomes[b][a][1];
          long losses = outcomes[a][b][1] + outcomes[b][a][0];
          long ties = outcomes[a][b][2] + outcomes[b][a][2];
          double variance = WinMatrix.variance(wins, losses, ties);
          double error = Math.sqrt(variance / Math.max(1, wins + losses + ties));
          widest = Math.max(widest, 2 * 1.96 * error);
        }
      }
      return widest;
    }

    double widestRating() {
      Comparisons.Counter counter = new Comparisons.Counter(MODELS);
      forEachPair((a, b, counts) -> {
        for (Outcome outcome : Outcome.values()) {
          counter.add(a, b, outcome, counts[outcome.ordinal()]);
        }
      });
      Fit fit = BradleyTerry.fit(counter.count(), TieRule.HALF);
      if (fit.rated().length < MODELS) {
        return Double.POSITIVE_INFINITY;
      }
      Sandwich sandwich = Sandwich.of(fit);
      return IntStream.range(0, MODELS)
          .mapToDouble(model -> Scale.ELO.rating(sandwich.interval(model)).width())
          .max()
          .orElseThrow();
    }

    private interface PairVisitor {
      void visit(int a, int b, long[] counts);
    }

    private void forEachPair(PairVisitor visitor) {
      for (int a = 0; a < MODELS; a++) {
        for (int b = 0; b < MODELS; b++) {
          visitor.visit(a, b, outcomes[a][b]);
        }
      }
    }
  }
}
