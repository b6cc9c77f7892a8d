package org.tiltyard.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.tiltyard.rating.Bootstrap;
import org.tiltyard.rating.BradleyTerry;
import org.tiltyard.rating.Comparisons;
import org.tiltyard.rating.Fit;
import org.tiltyard.rating.Outcome;
import org.tiltyard.rating.Sandwich;
import org.tiltyard.rating.StyleControl;
import org.tiltyard.rating.StyledGames;
import org.tiltyard.rating.TieRule;

/**
 * How long ratings of small and large arenas take: simulated votes on 129 models, counts in memory.
 * Prints the processor time of the one thread, the median of several runs of each part, and the
 * memory that counts and the votes' style take.
 */
public final class RatingSpeed {

  private static final int MODELS = 129;
  private static final int[] VOTES = {100_000, 1_670_000, 5_000_000};
  private static final int FEATURES = 4;
  private static final int WARM_UP = 15;
  private static final int RUNS = 15;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private RatingSpeed() {}

  /** Runs it; takes no arguments. */
  public static void main(String[] arguments) {
    System.out.println(
        "| votes | fit, ms | sandwich, ms | 100 bootstrap fits, ms | style control, ms | memory, MB |");
    System.out.println("|---|---|---|---|---|---|");
    for (int votes : VOTES) {
      measure(votes);
    }
  }

  private static void measure(int votes) {
    long before = used();
    Comparisons.Counter counter = new Comparisons.Counter(MODELS);
    StyledGames styled = new StyledGames(MODELS, FEATURES);
    simulate(votes, counter, styled);
    Comparisons games = counter.count();
    long held = used() - before;
    Fit fit = BradleyTerry.fit(games, TieRule.HALF);
    System.out.printf(
        "| %,d | %s | %s | %s | %s | %.0f |%n",
        votes,
        median(WARM_UP, RUNS, () -> BradleyTerry.fit(games, TieRule.HALF)),
        median(WARM_UP, RUNS, () -> Sandwich.of(fit)),
        median(2, 5, () -> Bootstrap.of(fit, 100, 1)),
        median(2, 5, () -> StyleControl.fit(styled, TieRule.HALF)),
        held / 1e6);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void simulate(int votes, Comparisons.Counter counter, StyledGames styled) {
    SplittableRandom random = new SplittableRandom(1);
    double[] strengths = random.doubles(MODELS, -1.5, 1.5).toArray();
    double[] a = new double[FEATURES];
    double[] b = new double[FEATURES];
    for (int vote = 0; vote < votes; vote++) {
      int one = random.nextInt(MODELS);
      int other = (one + 1 + random.nextInt(MODELS - 1)) % MODELS;
      for (int feature = 0; feature < FEATURES; feature++) {
        a[feature] = random.nextInt(500);
        b[feature] = random.nextInt(500);
      }
      double odds = strengths[one] - strengths[other] + 0.3 * (a[0] - b[0]) / (a[0] + b[0] + 1);
      Outcome outcome =
          random.nextInt(5) == 0
              ? Outcome.TIE
              : random.nextDouble() < BradleyTerry.probability(odds) ? Outcome.WIN : Outcome.LOSS;
      counter.add(one, other, outcome);
      styled.add(one, other, outcome, a, b, 1);
    }
  }

  private static String median(int warmUp, int runs, Supplier<Object> work) {
    long kept = 0;
    for (int run = 0; run < warmUp; run++) {
      kept += work.get().hashCode();
    }
    double[] millis = new double[runs];
    for (int run = 0; run < runs; run++) {
      long start = THREADS.getCurrentThreadCpuTime();
      kept += work.get().hashCode();
      millis[run] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    // What was worked out is used, so that it can't be left out.
    return "%.1f%s".formatted(millis[runs / 2], kept == 1 ? " " : "");
  }
}
