package org.tiltyard.provider;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the latest calls on a route went.
 *
 * @param firstTokenMillis from the request to the first token, one number for each call that got
 *     one, in no order
 */
public record RouteFigures(int successes, int failures, int[] firstTokenMillis) {

  static final RouteFigures NONE = new RouteFigures(0, 0, new int[0]);

  /** How many calls these figures are about. */
  public int calls() {
    return successes + failures;
  }

  /** The share of calls that went well, 0 to 1; empty when there were none. */
  public OptionalDouble successShare() {
    return calls() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) successes / calls());
  }

  /**
   * The time to the first token that the given share of calls did not exceed, by nearest rank.
   *
   * @param share above 0, at most 1
   */
  public OptionalInt firstTokenMillis(double share) {
    if (firstTokenMillis.length == 0) {
      return OptionalInt.empty();
    }
    int[] sorted = firstTokenMillis.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * sorted.length);
    return OptionalInt.of(sorted[Math.clamp(rank - 1, 0, sorted.length - 1)]);
  }

  /** Both together, as when several processes made calls. */
  RouteFigures and(RouteFigures other) {
    int[] both =
        Arrays.copyOf(firstTokenMillis, firstTokenMillis.length + other.firstTokenMillis.length);
    System.arraycopy(
        other.firstTokenMillis, 0, both, firstTokenMillis.length, other.firstTokenMillis.length);
    return new RouteFigures(successes + other.successes, failures + other.failures, both);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RouteFigures that
        && successes == that.successes
        && failures == that.failures
        && Arrays.equals(firstTokenMillis, that.firstTokenMillis);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * successes + failures) + Arrays.hashCode(firstTokenMillis);
  }
}
