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
 * How long ratings of a large arena take: 1.67 million simulated votes on 129 models, counts in
 * memory. Prints the processor time of the one thread, the median of several runs of each part.
 */
public final class RatingSpeed {

  private static final int MODELS = 129;
  private static final int VOTES = 1_670_000;
  private static final int FEATURES = 4;
  private static final int WARM_UP = 15;
  private static final int RUNS = 15;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private RatingSpeed() {}

  /** Runs it; takes no arguments. */
  public static void main(String[] arguments) {
    Comparisons.Counter counter = new Comparisons.Counter(MODELS);
    StyledGames styled = new StyledGames(MODELS, FEATURES);
    simulate(counter, styled);
    Comparisons games = counter.count();
    Fit fit = BradleyTerry.fit(games, TieRule.HALF);

    print("fit", WARM_UP, RUNS, () -> BradleyTerry.fit(games, TieRule.HALF));
    print("sandwich intervals", WARM_UP, RUNS, () -> Sandwich.of(fit));
    print("100 bootstrap fits", 2, 5, () -> Bootstrap.of(fit, 100, 1));
    print("style control, 4 features", 2, 5, () -> StyleControl.fit(styled, TieRule.HALF));
  }

  private static void simulate(Comparisons.Counter counter, StyledGames styled) {
    SplittableRandom random = new SplittableRandom(1);
    double[] strengths = random.doubles(MODELS, -1.5, 1.5).toArray();
    double[] a = new double[FEATURES];
    double[] b = new double[FEATURES];
    for (int vote = 0; vote < VOTES; vote++) {
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

  private static void print(String part, int warmUp, int runs, Supplier<Object> work) {
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
    System.out.printf("%-28s %8.1f ms%s%n", part, millis[runs / 2], kept == 0 ? " " : "");
  }
}
