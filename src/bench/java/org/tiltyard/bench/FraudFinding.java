package org.tiltyard.bench;

import java.util.Locale;
import org.tiltyard.rating.FraudReplay;
import org.tiltyard.rating.FraudReplay.Found;
import org.tiltyard.rating.FraudReplay.Kind;
import org.tiltyard.rating.FraudReplay.Report;

/**
 * How well the check of judges finds attackers: precision and recall by kind, at two levels and
 * with few and many votes a judge.
 */
public final class FraudFinding {

  private static final int HONEST = 1_000;
  private static final int ATTACKERS = 50;

  private FraudFinding() {}

  /** Runs it; takes no arguments. */
  public static void main(String[] arguments) {
    System.out.printf(
        "%d honest judges, %d attackers of each kind, 20 models%n%n", HONEST, ATTACKERS);
    System.out.println("| votes each | level | kind | flagged | recall | precision |");
    System.out.println("|---|---|---|---|---|---|");
    for (int votes : new int[] {30, 100, 300}) {
      FraudReplay arena = new FraudReplay(HONEST, ATTACKERS, votes, 1);
      for (double alpha : new double[] {0.1, 0.05}) {
        print(votes, alpha, arena.at(alpha));
      }
    }
  }

  private static void print(int votes, double alpha, Report found) {
    Found honest = found.of(Kind.HONEST);
    found
        .byKind()
        .forEach((kind, of) ->
            System.out.printf(
                "| %d | %.2f | %s | %d of %d | %s | %s |%n",
                votes,
                alpha,
                kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                of.flagged(),
                of.judges(),
                kind == Kind.HONEST ? "" : "%.2f".formatted(of.share()),
                kind == Kind.HONEST ? "" : "%.2f".formatted(of.precision(honest))));
  }
}
