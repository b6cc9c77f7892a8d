package org.tiltyard.bench;

import java.time.Duration;

/**
 * What happened while everybody was there.
 *
 * @param tally counts of the whole time, times of those that began in the window
 * @param perSecond tokens a second
 * @param cpuMillis processor time of the arena for 1,000 tokens
 * @param cpus how many processors the arena had busy
 */
record Window(Tally tally, double perSecond, double cpuMillis, double cpus) {

  /** Lets a crowd come in, measures for a time, and lets it go. */
  static Window of(
      int clients,
      Duration comeIn,
      Duration length,
      ArenaProcess arena,
      Tally tally,
      Crowd.Entrance entrance) {
    try (Crowd crowd = new Crowd(clients, comeIn, entrance, tally)) {
      Crowd.sleep(comeIn);
      tally.timing(true);
      long begun = System.nanoTime();
      long before = tally.tokens.sum();
      Duration cpuBefore = arena.cpuTime();
      Crowd.sleep(length);
      long tokens = tally.tokens.sum() - before;
      long nanos = System.nanoTime() - begun;
      Duration cpu = arena.cpuTime().minus(cpuBefore);
      tally.timing(false);
      return new Window(
          tally,
          tokens * 1e9 / nanos,
          tokens == 0 ? 0 : cpu.toNanos() / 1e6 / tokens * 1000,
          cpu.toNanos() / (double) nanos);
    }
  }
}
