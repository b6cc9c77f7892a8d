package org.tiltyard.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.tiltyard.bench.VoterClient.SeatRun;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Received;

/**
 * What the arena adds between a model and a reader: time to the first token and tokens a second,
 * against clients that stream from the same fake models directly. Prints Markdown tables.
 *
 * <p>Everything is on this machine and ends within some two minutes. The clients and the fake
 * models share this process, and so one clock.
 */
public final class Benchmark {

  private static final int QUIET_ROUNDS = 40;
  private static final int QUIET_TOKENS = 5;
  private static final int FLAT_OUT_TOKENS = 60_000;
  private static final int WARM_UP_CROWD = 50;
  private static final int HELD_TOKENS = 100;
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private final Options options;
  private final FakeModels models;
  private final ArenaProcess arena;
  private final LongAdder tokens = new LongAdder();
  private final List<String> faults = new ArrayList<>();

  private Benchmark(Options options, FakeModels models, ArenaProcess arena) {
    this.options = options;
    this.models = models;
    this.arena = arena;
  }

  /** Arguments: see {@link Options}. */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    if (!options.loadCpus().isEmpty()) {
      String pid = String.valueOf(ProcessHandle.current().pid());
      ArenaProcess.run("taskset", "-a", "-c", "-p", options.loadCpus(), pid);
    }
    try (FakeModels models = new FakeModels();
        ArenaProcess arena = ArenaProcess.start(options, models.settings())) {
      new Benchmark(options, models, arena).run();
    }
  }

  private void run() throws Exception {
    print("Start to first page: %.1f s", arena.startTime().toMillis() / 1000.0);
    warmUp();
    long before = arena.residentMegabytes();
    print("%n### Time to first token, ms (p50 / p99)%n");
    print("| battles | direct | through the arena | added | to the model | back | n |");
    print("|---|---|---|---|---|---|---|");
    List<String> paced = new ArrayList<>();
    for (int level : options.levels()) {
      paced.add(level == 1 ? quiet() : crowded(level));
    }
    print("%n### Tokens a second at %.0f per answer%n", options.perSecond());
    print("| battles | direct | through the arena | lost or out of order | arena's CPU |");
    print("|---|---|---|---|---|");
    paced.forEach(line -> print("%s", line));
    print("%n### Tokens a second, models as fast as they go%n");
    print("| battles | direct | through the arena |%n|---|---|---|");
    for (int level : options.levels()) {
      flatOut(level);
    }
    memory(before, options.levels().getLast());
    faults.forEach(fault -> print("%nFAULT: %s", fault));
    if (!faults.isEmpty()) {
      System.exit(1);
    }
  }

  private void warmUp() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      models.speak(300, 0, Duration.ZERO);
      direct("warm-up", 2 * WARM_UP_CROWD, 1, Duration.ZERO);
      battles("warm-up", WARM_UP_CROWD, 1, Duration.ZERO);
    }
    models.speak(QUIET_TOKENS, 0, Duration.ZERO);
    battles("warm-up with many short battles", 8, 120, Duration.ZERO);
  }

  /** One battle at a time: short ones for the time to the first token, then whole ones. */
  private String quiet() throws InterruptedException {
    models.speak(QUIET_TOKENS, options.perSecond(), options.firstToken());
    Crowd<List<Long>> direct = direct("quiet direct", 2, QUIET_ROUNDS, Duration.ZERO);
    Crowd<List<SeatRun>> through = battles("quiet", 1, QUIET_ROUNDS, Duration.ZERO);
    printFirstTokens(1, direct, through);
    models.speak(options.answer(), options.perSecond(), options.firstToken());
    Crowd<List<Long>> wholeDirect = direct("one direct", 2, 2, options.answerTime());
    return paced(1, wholeDirect.perSecond());
  }

  /** So many battles at any time: every client holds two, one after the other. */
  private String crowded(int level) throws InterruptedException {
    models.speak(options.answer(), options.perSecond(), options.firstToken());
    Crowd<List<Long>> direct = direct(level + " direct", 2 * level, 2, options.answerTime());
    return paced(level, direct);
  }

  private String paced(int level, double directPerSecond) throws InterruptedException {
    Duration cpuBefore = arena.cpuTime();
    long begun = System.nanoTime();
    Crowd<List<SeatRun>> through = battles(level + " paced", level, 2, options.answerTime());
    return rate(level, directPerSecond, through, cpuBefore, begun);
  }

  private String paced(int level, Crowd<List<Long>> direct) throws InterruptedException {
    Duration cpuBefore = arena.cpuTime();
    long begun = System.nanoTime();
    Crowd<List<SeatRun>> through = battles(level + " paced", level, 2, options.answerTime());
    printFirstTokens(level, direct, through);
    return rate(level, direct.perSecond(), through, cpuBefore, begun);
  }

  private String rate(
      int level,
      double directPerSecond,
      Crowd<List<SeatRun>> through,
      Duration cpuBefore,
      long begun) {
    double cpus = arena.cpuTime().minus(cpuBefore).toNanos() / (double) (System.nanoTime() - begun);
    long seats = through.results().stream().mapToLong(List::size).sum();
    long broken =
        through.results().stream().flatMap(List::stream).filter(run -> !run.whole()).count();
    return "| %d | %,.0f | %,.0f | %d of %d | %.0f %% |"
        .formatted(level, directPerSecond, through.perSecond(), broken, seats, cpus * 100);
  }

  private void printFirstTokens(int level, Crowd<List<Long>> direct, Crowd<List<SeatRun>> through) {
    Times alone = Times.of(direct.results().stream().flatMap(List::stream).mapToLong(t -> t));
    List<SeatRun> runs = through.results().stream().flatMap(List::stream).toList();
    Times arenaTimes = Times.of(runs.stream().mapToLong(run -> run.firstNanos() - run.sentNanos()));
    Map<String, Received> asked = models.received();
    List<Long> there = new ArrayList<>();
    List<Long> back = new ArrayList<>();
    for (SeatRun run : runs) {
      Received request = asked.get(FakeModels.key(run.model(), run.prompt()));
      if (request != null) {
        there.add(request.atNanos() - run.sentNanos());
        back.add(run.firstNanos() - request.firstBodyNanos());
      }
    }
    print(
        "| %d | %s | %s | %s | %s | %s | %d |",
        level,
        alone.millis(),
        arenaTimes.millis(),
        arenaTimes.minus(alone.quantile(0.5)).millis(),
        Times.of(there.stream().mapToLong(t -> t)).millis(),
        Times.of(back.stream().mapToLong(t -> t)).millis(),
        runs.size());
  }

  private void flatOut(int level) throws InterruptedException {
    int answer = FLAT_OUT_TOKENS / (2 * level);
    models.speak(answer, 0, Duration.ZERO);
    long begun = System.nanoTime();
    direct("flat out direct", 2 * level, 1, Duration.ZERO);
    double direct = FLAT_OUT_TOKENS * 1e9 / (System.nanoTime() - begun);
    begun = System.nanoTime();
    battles("flat out", level, 1, Duration.ZERO);
    double through = FLAT_OUT_TOKENS * 1e9 / (System.nanoTime() - begun);
    print("| %d | %,.0f | %,.0f |", level, direct, through);
  }

  /** What open battles hold: all wait in the middle of their answers while the heap is counted. */
  private void memory(long residentBefore, int level) throws Exception {
    double heapBefore = arena.heapMegabytes();
    Gate gate = new Gate();
    models.speak(HELD_TOKENS, 0, Duration.ZERO, gate);
    double[] heap = new double[1];
    Thread counter =
        Thread.ofVirtual()
            .start(() -> {
              try {
                gate.awaitReached();
                Thread.sleep(SETTLE.multipliedBy(3));
                heap[0] = arena.heapMegabytes();
              } catch (InterruptedException | IOException e) {
                faults.add("memory: " + e.getMessage());
              } finally {
                gate.release();
              }
            });
    battles("memory", level, 1, SETTLE);
    counter.join();
    print("%n### Memory%n");
    print(
        "Heap after a full collection: %.0f MB idle, %.0f MB with %d open battles (%.0f MB more).",
        heapBefore, heap[0], level, heap[0] - heapBefore);
    print(
        "Resident: %d MB after warm-up, %d MB at the end.",
        residentBefore, arena.residentMegabytes());
  }

  /** Direct clients; the times to the first token of all rounds but the first, which connects. */
  private Crowd<List<Long>> direct(String name, int clients, int rounds, Duration comeIn)
      throws InterruptedException {
    Crowd<List<Long>> crowd =
        Crowd.run(
            clients,
            comeIn,
            tokens,
            number -> {
              String model = FakeModels.NAMES.get(number % FakeModels.NAMES.size());
              List<Long> times = new ArrayList<>();
              try (DirectClient client = new DirectClient(models, model, tokens)) {
                for (int round = 0; round < rounds; round++) {
                  times.add(client.ask(name + " " + number + " " + round));
                }
              }
              return times.subList(Math.min(1, rounds - 1), rounds);
            });
    return checked(name, crowd);
  }

  /** Voters; the seats of all rounds but the first, which brings the cookie. */
  private Crowd<List<SeatRun>> battles(String name, int clients, int rounds, Duration comeIn)
      throws InterruptedException {
    Crowd<List<SeatRun>> crowd =
        Crowd.run(
            clients,
            comeIn,
            tokens,
            number -> {
              List<SeatRun> runs = new ArrayList<>();
              try (VoterClient client = new VoterClient(arena.port(), models, tokens)) {
                for (int round = 0; round < rounds; round++) {
                  List<SeatRun> battle = client.battle(name + " " + number + " " + round);
                  requireWhole(name, battle);
                  if (round > 0 || rounds == 1) {
                    runs.addAll(battle);
                  }
                }
              }
              return runs;
            });
    return checked(name, crowd);
  }

  private synchronized void requireWhole(String name, List<SeatRun> battle) {
    if (!battle.stream().allMatch(SeatRun::whole)) {
      faults.add(name + ": text was lost or out of order");
    }
  }

  private <T> Crowd<T> checked(String name, Crowd<T> crowd) {
    if (crowd.failures() > 0) {
      faults.add(
          name + ": " + crowd.failures() + " clients failed, first: " + crowd.firstFailure());
    }
    return crowd;
  }

  private static void print(String line, Object... values) {
    System.out.printf(java.util.Locale.ROOT, line + "%n", values);
  }
}
