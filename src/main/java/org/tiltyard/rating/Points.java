package org.tiltyard.rating;

/**
 * The distribution of how many half points a judge's votes give, when each is as likely as any
 * other of the votes on its pair: those of others and the judge's own, out of which the judge's are
 * drawn without putting them back. Nothing is estimated, so a test by this distribution keeps its
 * level with any number of votes.
 */
final class Points {

  private double[] probabilities = {1};
  private int halves;
  private int votes;

  /** Adds the votes on a pair, points being those of one of its models. */
  void add(Tally tally, boolean ofFirst) {
    int own = tally.own();
    votes += own;
    halves += ofFirst ? tally.ownHalves() : 2 * own - tally.ownHalves();
    double[] drawn =
        ofFirst
            ? drawn(own, tally.wins(), tally.ties(), tally.losses())
            : drawn(own, tally.losses(), tally.ties(), tally.wins());
    probabilities = convolved(probabilities, drawn);
  }

  /** Of how many half points so many votes give, drawn from all that were counted. */
  private static double[] drawn(int drawn, long wins, long ties, long losses) {
    double all = LogFactorial.choose(wins + ties + losses, drawn);
    double[] fresh = new double[2 * drawn + 1];
    for (int won = 0; won <= Math.min(drawn, wins); won++) {
      double chosen = LogFactorial.choose(wins, won) - all;
      for (int tied = 0; tied <= Math.min(drawn - won, ties); tied++) {
        fresh[2 * won + tied] +=
            StrictMath.exp(
                chosen
                    + LogFactorial.choose(ties, tied)
                    + LogFactorial.choose(losses, drawn - won - tied));
      }
    }
    return fresh;
  }

  private static double[] convolved(double[] one, double[] other) {
    double[] both = new double[one.length + other.length - 1];
    for (int j = 0; j < other.length; j++) {
      double factor = other[j];
      if (factor > 0) {
        for (int i = 0; i < one.length; i++) {
          both[i + j] += factor * one[i];
        }
      }
    }
    return both;
  }

  int votes() {
    return votes;
  }

  /** How likely it is to get as many points as the judge gave, or more. */
  double many() {
    return sum(halves, probabilities.length);
  }

  /** How likely it is to get as few points as the judge gave, or fewer. */
  double few() {
    return sum(0, halves + 1);
  }

  private double sum(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += probabilities[i];
    }
    return Math.min(1, sum);
  }
}
