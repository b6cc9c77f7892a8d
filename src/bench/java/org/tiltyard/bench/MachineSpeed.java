package org.tiltyard.bench;

import java.util.Locale;
import java.util.Random;

/**
 * How fast one core is at this moment. On shared hardware others can halve it from one hour to the
 * next, and figures of different hours tell little unless these are alike.
 */
final class MachineSpeed {

  /** 16 MB: more than a core's own cache, and what others use of the shared one shows. */
  private static final int CELLS = 1 << 22;

  private static final int READS = 4_000_000;
  private static final int NUMBERS = 100_000_000;
  private static final int TRIES = 3;
  private static final long SEED = 1;

  private MachineSpeed() {}

  /** The best of some tries, which take about two seconds. */
  static String now() {
    int[] next = circle();
    double read = Double.MAX_VALUE;
    double number = Double.MAX_VALUE;
    long result = SEED;
    for (int i = 0; i < TRIES; i++) {
      long start = System.nanoTime();
      result += walk(next);
      long walked = System.nanoTime();
      result = draw(result);
      read = Math.min(read, (double) (walked - start) / READS);
      number = Math.min(number, (double) (System.nanoTime() - walked) / NUMBERS);
    }
    // The result is needed, or nothing would have to be computed.
    return String.format(
        Locale.ROOT,
        "one core now: %.1f ns for a read from memory, %.2f ns for a random number%s",
        read,
        number,
        result == 0 ? "." : "");
  }

  /** Every cell names another one, all in one circle of no order (Sattolo's shuffle). */
  private static int[] circle() {
    int[] next = new int[CELLS];
    for (int i = 0; i < CELLS; i++) {
      next[i] = i;
    }
    Random random = new Random(SEED);
    for (int i = CELLS - 1; i > 0; i--) {
      int other = random.nextInt(i);
      int kept = next[i];
      next[i] = next[other];
      next[other] = kept;
    }
    return next;
  }

  private static long walk(int[] next) {
    int at = 0;
    for (int i = 0; i < READS; i++) {
      at = next[at];
    }
    return at;
  }

  /** Marsaglia's xorshift: each number needs the one before. */
  private static long draw(long start) {
    long value = start;
    for (int i = 0; i < NUMBERS; i++) {
      value ^= value << 13;
      value ^= value >>> 7;
      value ^= value << 17;
    }
    return value;
  }
}
