package org.tiltyard.bench;

import java.util.Locale;

/** One level of load as a row of a table. */
final class LevelLine {

  static final String HEAD =
      "| run | battles | first text direct | through the arena | to the model | back"
          + " | gaps direct | gaps through the arena | tokens/s direct | through the arena"
          + " | CPU ms per 1,000 tokens | arena's CPUs | vote | models late"
          + " | lost or moved | errors |";
  static final String RULE = "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";

  private LevelLine() {}

  /** Times in milliseconds: p50 / p99, gaps also the longest. */
  static String of(
      int run, int battles, Tally direct, double directPerSecond, Window window, Histogram late) {
    Tally tally = window.tally();
    return String.format(
        Locale.ROOT,
        "| %d | %d | %s | %s | %s | %s | %s | %s | %,.0f | %,.0f | %.1f | %.2f | %s | %s | %d of %d"
            + " | %d |",
        run,
        battles,
        direct.firstText.millis(),
        tally.firstText.millis(),
        tally.toTheModel.millis(),
        tally.back.millis(),
        direct.gaps.withLongest(),
        tally.gaps.withLongest(),
        directPerSecond,
        window.perSecond(),
        window.cpuMillis(),
        window.cpus(),
        tally.votes.millis(),
        late.millis(),
        tally.broken.sum(),
        tally.answers.sum(),
        tally.errorCount());
  }
}
