package org.tiltyard.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what has to happen by itself, by a deadline. */
public final class Eventually {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private Eventually() {}

  /** Looks again and again until it is so. */
  public static void within(Duration limit, String what, BooleanSupplier isSo) {
    long end = System.nanoTime() + limit.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
      }
      try {
        Thread.sleep(LOOK_EVERY);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
