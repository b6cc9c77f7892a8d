package org.tiltyard.bench;

import java.time.Duration;

/** More and more battles, until the arena no longer keeps up with the models. */
final class Ramp {

  /** Of the models' tokens; what is less is no longer kept up. */
  private static final double KEEPS_UP = 0.97;

  private final Options options;
  private final PacedModels models;

  Ramp(Options options, PacedModels models) {
    this.options = options;
    this.models = models;
  }

  /** Goes through the levels; false when text was lost or moved, or anything refused. */
  boolean run() throws Exception {
    Load.print("%s%n%n%s%n%s", Machine.described(options), LevelLine.HEAD, LevelLine.RULE);
    int most = 0;
    boolean good = true;
    try (ArenaProcess arena = ArenaProcess.start(options, options.database(), models.settings())) {
      Visitors visitors = new Visitors(models, arena);
      for (int level : options.levels()) {
        Tally tally = new Tally();
        models.speak(options.answerTokens(), options.perSecond(), options.firstToken());
        Duration comeIn = models.speech().length();
        models.resetLateness();
        Window window =
            Window.of(
                level, comeIn, options.window(), arena, tally, visitors.voters("ramp", tally));
        double asked = 2 * level * options.perSecond() * busyPart();
        Load.print("%s", LevelLine.of(1, level, new Tally(), asked, window, models.lateness()));
        tally.errors().forEach((error, count) -> Load.print("FAULT: %s × %s", count, error));
        good &= tally.broken.sum() == 0 && tally.errorCount() == 0;
        if (window.perSecond() < asked * KEEPS_UP) {
          break;
        }
        most = level;
      }
    }
    Load.print("%nKept up with %d battles.", most);
    return good;
  }

  /** A model says nothing before its first token. */
  private double busyPart() {
    double whole = models.speech().length().toNanos();
    return (whole - options.firstToken().toNanos()) / whole;
  }
}
