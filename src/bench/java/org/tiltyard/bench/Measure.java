package org.tiltyard.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of {@code docs/performance.md}: what the arena adds between a model and a reader,
 * idle and under load, what it costs, and how many votes it takes. The plain direct client is
 * measured in the same run, right before.
 */
final class Measure {

  private static final int QUIET_TOKENS = 5;
  private static final int STOPPED_BATTLES = 100;
  private static final int WARM_UP_BATTLES = 100;
  private static final int WARM_UP_TOKENS = 100;
  private static final Duration QUIET = Duration.ofSeconds(15);
  private static final Duration CATCH_UP = Duration.ofSeconds(10);
  private static final Duration SETTLE = Duration.ofSeconds(4);

  static final String FULL =
      "tokens relayed at %d battles × 2 × %.0f tokens/s, of the direct client's";
  static final String IDLE = "added time to first token, idle, p50 / p99";
  static final String LOADED = "added time to first token, %d battles, p50 / p99";
  static final String MEMORY = "memory growth per 1,000 open battles";
  static final String VOTES = "votes, durable, PostgreSQL, through HTTP, as fast as they go";
  static final String VOTE_TIME = "time of a vote at %d/s, p99";
  static final String START = "start to first 200, without the AOT cache";
  static final String STOP = "graceful stop with 100 battles open";
  static final String PAGE = "battle page with all it names, compressed";

  private final Options options;
  private final PacedModels models;
  private final Figures figures = new Figures();
  private final List<String> levels = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  Measure(Options options, PacedModels models) {
    this.options = options;
    this.models = models;
    figures.most(START, "5 s", "2.5 s", "s", 5);
    figures.most(IDLE, "1.5 / 5 ms", "0.7 / 2 ms", "ms", 1.5, 5);
    for (int level : options.levels()) {
      figures.least(full(level), "97 % at 500", "97 % at 1,000", "%", 97);
      figures.most(LOADED.formatted(level), "5 / 25 ms", "2 / 10 ms", "ms", 5, 25);
    }
    figures.most(MEMORY, "150 MB", "75 MB", "MB", 150);
    figures.least(VOTES, "1,000/s", "3,000/s", "/s", 1000);
    figures.most(VOTE_TIME.formatted(options.voteRate()), "25 ms", "25 ms", "ms", 25);
    figures.most(STOP, "10 s", "10 s", "s", 10);
    figures.most(PAGE, "200 kB", "120 kB", "kB", 200);
  }

  private String full(int level) {
    return FULL.formatted(level, options.perSecond());
  }

  /** Runs as often as asked for, and prints the tables; false when something was wrong. */
  boolean run() throws Exception {
    Load.print("%s", Machine.described(options));
    for (int run = 1; run <= options.runs(); run++) {
      Load.print(
          "%nRun %d of %d: streams on %s; %s",
          run, options.runs(), options.database(), MachineSpeed.now());
      try (ArenaProcess arena =
          ArenaProcess.start(options, options.database(), models.settings())) {
        streams(arena, run);
      }
      votes(run);
    }
    Load.print("%n### Figures%n%n%s", figures.table());
    Load.print("### By level%n%n%s", String.join(System.lineSeparator(), levelTable()));
    Load.print("%n### Every run%n%n%s", figures.raw());
    return faultless();
  }

  /** Only the votes, as often as asked for; false when something was wrong. */
  boolean runVotes() throws Exception {
    Load.print("%s", Machine.described(options));
    for (int run = 1; run <= options.runs(); run++) {
      votes(run);
    }
    return faultless();
  }

  private boolean faultless() {
    faults.forEach(fault -> Load.print("%nFAULT: %s", fault));
    return faults.isEmpty();
  }

  private void streams(ArenaProcess arena, int run) throws Exception {
    figures.add(START, arena.startTime().toMillis() / 1000.0);
    Visitors visitors = new Visitors(models, arena);
    warmUp(arena, visitors);
    idle(arena, visitors, run);
    for (int level : options.levels()) {
      level(level, arena, visitors, run);
    }
    memory(arena, visitors, options.levels().getLast());
    page(arena);
    stop(arena, visitors);
  }

  /** The JVM compiles for minutes; what works behind battles catches up afterwards. */
  private void warmUp(ArenaProcess arena, Visitors visitors) {
    models.speak(WARM_UP_TOKENS, options.perSecond(), options.firstToken());
    Tally tally = new Tally();
    checked(
        "warm-up",
        Window.of(
            WARM_UP_BATTLES,
            models.speech().length(),
            options.warmUp(),
            arena,
            tally,
            visitors.voters("warm-up", tally)));
    Crowd.sleep(CATCH_UP);
  }

  /** One battle at a time, with short answers. */
  private void idle(ArenaProcess arena, Visitors visitors, int run) {
    models.speak(QUIET_TOKENS, options.perSecond(), options.firstToken());
    Tally direct = new Tally();
    Window.of(1, Duration.ofSeconds(1), QUIET.dividedBy(2), arena, direct, visitors.direct(direct));
    Tally through = new Tally();
    Window window =
        Window.of(
            1, Duration.ofSeconds(2), QUIET, arena, through, visitors.voters("idle", through));
    checked("idle", window);
    double alone = direct.firstText.millis(0.5);
    figures.add(
        IDLE, through.firstText.millis(0.5) - alone, through.firstText.millis(0.99) - alone);
    levels.add(LevelLine.of(run, 1, direct, 0, window, models.lateness()));
  }

  /** So many battles at any time. */
  private void level(int level, ArenaProcess arena, Visitors visitors, int run) {
    models.speak(options.answerTokens(), options.perSecond(), options.firstToken());
    Duration comeIn = models.speech().length();
    Tally direct = new Tally();
    Window alone =
        Window.of(
            2 * level,
            comeIn,
            options.window().dividedBy(2),
            arena,
            direct,
            visitors.direct(direct));
    models.resetLateness();
    Tally through = new Tally();
    Window window =
        Window.of(
            level,
            comeIn,
            options.window(),
            arena,
            through,
            visitors.voters("level " + level, through));
    checked(level + " battles", window);
    checked(level + " battles, direct", alone);
    double median = direct.firstText.millis(0.5);
    figures.add(full(level), 100 * window.perSecond() / alone.perSecond());
    figures.add(
        LOADED.formatted(level),
        through.firstText.millis(0.5) - median,
        through.firstText.millis(0.99) - median);
    String line = LevelLine.of(run, level, direct, alone.perSecond(), window, models.lateness());
    levels.add(line);
    Load.print("%s", line);
  }

  private List<String> levelTable() {
    List<String> table = new ArrayList<>(List.of(LevelLine.HEAD, LevelLine.RULE));
    table.addAll(levels);
    return table;
  }

  /** What open battles hold: all wait behind their last tokens while the heap is counted. */
  private void memory(ArenaProcess arena, Visitors visitors, int battles) throws Exception {
    Crowd.sleep(SETTLE);
    double before = arena.heapMegabytes();
    long resident = arena.residentMegabytes();
    models.speak(options.answerTokens(), 0, Duration.ZERO);
    models.hold(true);
    Tally tally = new Tally();
    double during;
    try (Crowd crowd = new Crowd(battles, SETTLE, visitors.voters("memory", tally), tally)) {
      Crowd.sleep(SETTLE.multipliedBy(2));
      during = arena.heapMegabytes();
      models.hold(false);
    }
    figures.add(MEMORY, (during - before) * 1000 / battles);
    Load.print(
        "Heap after a full collection: %.0f MB idle, %.0f MB with %d open battles. Resident: %d MB"
            + " idle after load, %d MB at the end.",
        before, during, battles, resident, arena.residentMegabytes());
  }

  private void page(ArenaProcess arena) throws IOException, InterruptedException {
    models.speak(QUIET_TOKENS, 0, Duration.ZERO);
    try (VoterClient voter = new VoterClient(arena.port(), models, new Tally())) {
      String battle = voter.battle("How much does this page weigh?");
      figures.add(PAGE, PageWeight.battlePage(arena, voter, battle));
    }
  }

  /** All answers are being written, and would go on, when the arena is told to stop. */
  private void stop(ArenaProcess arena, Visitors visitors) throws InterruptedException {
    models.speak(options.answerTokens(), options.perSecond(), options.firstToken());
    models.hold(true);
    // What breaks now is what the stop is there to break.
    Tally tally = new Tally();
    Crowd crowd = new Crowd(STOPPED_BATTLES, SETTLE, visitors.voters("stop", tally), tally);
    Crowd.sleep(SETTLE.multipliedBy(2));
    figures.add(STOP, arena.stop().toMillis() / 1000.0);
    models.hold(false);
    crowd.close();
  }

  private void votes(int run) throws Exception {
    Load.print("Run %d of %d: votes on PostgreSQL; %s", run, options.runs(), MachineSpeed.now());
    try (ArenaProcess arena = ArenaProcess.start(options, "postgresql", models.settings())) {
      warmUp(arena, new Visitors(models, arena));
      VoteRush rush = VoteRush.run(options, models, arena);
      figures.add(VOTES, rush.perSecond());
      figures.add(VOTE_TIME.formatted(options.voteRate()), rush.even().votes.millis(0.99));
      faults.addAll(rush.faults());
      Load.print("%s", rush.summary(options.voteRate()));
    }
  }

  private void checked(String name, Window window) {
    Tally tally = window.tally();
    if (tally.broken.sum() > 0) {
      faults.add(name + ": " + tally.broken.sum() + " answers with lost or moved text");
    }
    tally.errors().forEach((error, count) -> faults.add(name + ": " + count + " × " + error));
  }
}
