package org.tiltyard.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The same load for a long time: memory must stay flat, and nothing go wrong. */
final class Soak {

  private static final Duration SAMPLE = Duration.ofSeconds(10);
  private static final int SAMPLES_A_MINUTE = 6;

  /** How much more memory the last minutes may hold than the first. */
  private static final double FLAT = 1.05;

  private final Options options;
  private final PacedModels models;
  private final List<Long> resident = new ArrayList<>();
  private final List<Double> heap = new ArrayList<>();

  Soak(Options options, PacedModels models) {
    this.options = options;
    this.models = models;
  }

  /** Soaks; false when memory grew, or anything was lost, moved or refused. */
  boolean run() throws Exception {
    Load.print("%s", Machine.described(options));
    Load.print("%n| minute | tokens/s | answers | lost or moved | errors | resident, MB |");
    Load.print("|---|---|---|---|---|---|");
    models.speak(options.answerTokens(), options.perSecond(), options.firstToken());
    Tally tally = new Tally();
    try (ArenaProcess arena = ArenaProcess.start(options, options.database(), models.settings())) {
      warmUp(arena);
      Visitors visitors = new Visitors(models, arena);
      try (Crowd crowd =
          new Crowd(
              options.battles(), models.speech().length(), visitors.voters("soak", tally), tally)) {
        Crowd.sleep(models.speech().length());
        heap.add(arena.heapMegabytes());
        for (int minute = 1; minute <= options.soak().toMinutes(); minute++) {
          minute(minute, arena, tally);
        }
        heap.add(arena.heapMegabytes());
      }
    }
    return verdict(tally);
  }

  /** The JVM compiles, and sizes its heap, before the first minute counts. */
  private void warmUp(ArenaProcess arena) {
    Tally tally = new Tally();
    Visitors visitors = new Visitors(models, arena);
    Window.of(
        options.battles(),
        models.speech().length(),
        options.warmUp(),
        arena,
        tally,
        visitors.voters("warm-up", tally));
  }

  private void minute(int minute, ArenaProcess arena, Tally tally) throws Exception {
    long begun = System.nanoTime();
    long tokens = tally.tokens.sum();
    for (int i = 0; i < SAMPLES_A_MINUTE; i++) {
      Crowd.sleep(SAMPLE);
      resident.add(arena.residentMegabytes());
    }
    Load.print(
        "| %d | %,.0f | %d | %d | %d | %d |",
        minute,
        (tally.tokens.sum() - tokens) * 1e9 / (System.nanoTime() - begun),
        tally.answers.sum(),
        tally.broken.sum(),
        tally.errorCount(),
        resident.getLast());
  }

  private boolean verdict(Tally tally) {
    int part = Math.max(1, Math.min(5 * SAMPLES_A_MINUTE, resident.size() / 2));
    double first = mean(resident.subList(0, part));
    double last = mean(resident.subList(resident.size() - part, resident.size()));
    Load.print(
        "%nResident: %.0f MB in the first minutes, %.0f MB in the last (%+.1f %%). Heap after a full"
            + " collection: %.0f MB, then %.0f MB. Answers lost or moved: %d of %d. Errors: %d.",
        first,
        last,
        100 * (last / first - 1),
        heap.getFirst(),
        heap.getLast(),
        tally.broken.sum(),
        tally.answers.sum(),
        tally.errorCount());
    tally.errors().forEach((error, count) -> Load.print("FAULT: %s × %s", count, error));
    return last <= first * FLAT && tally.broken.sum() == 0 && tally.errorCount() == 0;
  }

  private static double mean(List<Long> values) {
    return values.stream().mapToLong(value -> value).average().orElse(0);
  }
}
