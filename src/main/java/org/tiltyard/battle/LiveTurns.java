package org.tiltyard.battle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.tiltyard.moderation.MessageKey;
import org.tiltyard.moderation.Moderator;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/** The turns that are being written on this node: begins, saves, settles and finds them. */
@Component
class LiveTurns implements SmartLifecycle, Generation.Ending {

  private static final Logger log = LoggerFactory.getLogger(LiveTurns.class);
  private static final Duration PING = Duration.ofSeconds(10);
  private static final CompletableFuture<Boolean> STORED = CompletableFuture.completedFuture(true);
  private static final Duration STORING = Duration.ofSeconds(3);
  private static final long FIRST_STORE_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_STORE_PAUSE = TimeUnit.SECONDS.toNanos(5);

  private final Map<BattleId, LiveTurn> turns = new ConcurrentHashMap<>();
  private final ExecutorService generations = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticker =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("ticker").daemon().factory());
  private final ScheduledExecutorService housekeeper =
      new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("saver").factory());
  private final Transcripts transcripts;
  private final AnswerEnds ends;
  private final Metering metering;
  private final Moderator moderator;
  private final Live<BattleSettings> settings;
  private final Time time;
  private final BattleMeters meters;
  private volatile boolean running;

  LiveTurns(
      Transcripts transcripts,
      AnswerEnds ends,
      Metering metering,
      Moderator moderator,
      Live<BattleSettings> settings,
      Time time,
      BattleMeters meters) {
    this.transcripts = transcripts;
    this.ends = ends;
    this.metering = metering;
    this.moderator = moderator;
    this.settings = settings;
    this.time = time;
    this.meters = meters;
    meters.answersOpen(turns, LiveTurns::answersOpen);
  }

  private static int answersOpen(Map<BattleId, LiveTurn> turns) {
    return turns.values().stream().mapToInt(LiveTurn::answersOpen).sum();
  }

  Optional<LiveTurn> find(BattleId battle) {
    return Optional.ofNullable(turns.get(battle));
  }

  /** Whether new turns may begin; false while the arena shuts down. */
  boolean accepting() {
    return running;
  }

  /**
   * Starts writing new answers: all of a new turn, or new attempts of a turn whose other answer may
   * still be running here.
   */
  void write(Battle battle, Turn turn, List<Answer> fresh, GenerationPlans plans) {
    List<Generation> begun = new ArrayList<>();
    turns.compute(
        battle.id(),
        (id, running) -> {
          LiveTurn live =
              running != null && running.number() == turn.number()
                  ? running
                  : new LiveTurn(battle, turn, ticker, settings.get().tick());
          for (Answer answer : fresh) {
            live.replace(answer);
            begun.add(prepare(live, answer.seat(), plans, STORED));
          }
          return live;
        });
    meters.begun(fresh);
    begun.forEach(generations::execute);
  }

  /**
   * Asks for the answers of a first turn while the turn is being stored. Nobody finds it here until
   * it is.
   */
  Begun begin(Battle battle, Turn turn, GenerationPlans plans) {
    LiveTurn live = new LiveTurn(battle, turn, ticker, settings.get().tick());
    CompletableFuture<Boolean> stored = new CompletableFuture<>();
    List<Generation> begun =
        live.seats().stream().map(seat -> prepare(live, seat, plans, stored)).toList();
    begun.forEach(generations::execute);
    // The first of them goes on right here, without waking another processor; storing can wait.
    Thread.yield();
    return new Begun(live, turn, begun, stored);
  }

  /** A first turn that is written before it is stored. */
  final class Begun {

    private final LiveTurn live;
    private final Turn turn;
    private final List<Generation> begun;
    private final CompletableFuture<Boolean> stored;

    private Begun(
        LiveTurn live, Turn turn, List<Generation> begun, CompletableFuture<Boolean> stored) {
      this.live = live;
      this.turn = turn;
      this.begun = begun;
      this.stored = stored;
    }

    /** Stores it; when that fails, the models are told to stop, and nothing is left of it. */
    <T> T orAbandon(Supplier<T> storing) {
      try {
        return storing.get();
      } catch (RuntimeException | Error e) {
        stored.complete(false);
        begun.forEach(generation -> generation.halt(AnswerState.INTERRUPTED));
        throw e;
      }
    }

    /** It is stored: from now on it is found, saved and settled. */
    void stored() {
      turns.put(live.battle(), live);
      meters.begun(turn.answers());
      stored.complete(true);
    }
  }

  private Generation prepare(
      LiveTurn live, Seat seat, GenerationPlans plans, CompletableFuture<Boolean> stored) {
    AnswerBuffer buffer = live.buffer(seat);
    Generation generation =
        new Generation(
            live,
            buffer,
            plans.startsFor(buffer.answer()),
            this,
            stored,
            settings.get().retryDelay());
    live.runs(seat, generation);
    return generation;
  }

  /** Ends an answer at the person's wish; what was written stands. */
  void stop(BattleId battle, Seat seat) {
    find(battle)
        .map(live -> live.generation(seat))
        .ifPresent(generation -> generation.halt(AnswerState.STOPPED));
  }

  /** A settled answer may be voted on, so it is stored first, however long that takes. */
  @Override
  public void settle(LiveTurn live, AnswerBuffer buffer, Settlement end) {
    store(live, buffer, end);
    live.settle(buffer, end.state(), end.failure());
    turns.computeIfPresent(live.battle(), (id, now) -> now == live && live.settled() ? null : now);
    check(live, buffer);
  }

  /** Answers are checked when they stand and are shown; nobody waits for it. */
  private void check(LiveTurn live, AnswerBuffer buffer) {
    Answer answer;
    synchronized (live) {
      answer = buffer.snapshot();
    }
    moderator.checkAnswer(
        MessageKey.answer(
            answer.battleId().value(), answer.turn(), answer.seat().word(), answer.attempt()),
        answer.text());
  }

  private void store(LiveTurn live, AnswerBuffer buffer, Settlement end) {
    long pause = FIRST_STORE_PAUSE;
    while (true) {
      try {
        Transcripts.Progress last;
        synchronized (live) {
          last = buffer.progress();
        }
        if (!ends.store(last, end)) {
          log.warn("Answer {} had ended before its end was stored", last.answer().value());
        }
        metering.settled(last, end);
        meters.ended(end);
        return;
      } catch (DataAccessException | TransactionException e) {
        log.warn("The end of an answer could not be stored yet: {}", e.getMessage());
        LockSupport.parkNanos(pause);
        pause = Math.min(pause * 2, LONGEST_STORE_PAUSE);
      }
    }
  }

  private void saveAll() {
    List<Transcripts.Progress> unsaved = new ArrayList<>();
    for (LiveTurn live : turns.values()) {
      for (Seat seat : live.seats()) {
        Transcripts.Progress progress = live.progress(seat);
        if (progress != null) {
          unsaved.add(progress);
        }
      }
    }
    try {
      if (!unsaved.isEmpty()) {
        transcripts.save(unsaved, time.now().plus(settings.get().lease()));
      }
      int abandoned = transcripts.interruptAbandoned(time.now());
      if (abandoned > 0) {
        log.info("{} answers of a node that went away are marked interrupted", abandoned);
      }
    } catch (RuntimeException e) {
      // Anything thrown further would end the schedule, and with it every lease.
      log.warn("Running answers could not be saved; trying again", e);
    }
  }

  private void pingAll() {
    turns.values().forEach(live -> live.viewers().forEach(Viewer::ping));
  }

  @Override
  public void start() {
    running = true;
    long every = settings.get().saveEvery().toMillis();
    housekeeper.scheduleWithFixedDelay(this::saveAll, every, every, TimeUnit.MILLISECONDS);
    ticker.scheduleAtFixedRate(
        this::pingAll, PING.toMillis(), PING.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes no more turns, sends viewers off to come back, gives running answers some time. */
  @Override
  public void stop() {
    running = false;
    turns.values().forEach(live -> live.viewers().forEach(Viewer::disconnect));
    try {
      awaitAll(settings.get().shutdownGrace());
      turns.values().forEach(LiveTurns::interrupt);
      awaitAll(STORING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    generations.shutdownNow();
    housekeeper.shutdownNow();
    ticker.shutdownNow();
  }

  /** Waits until all have ended, but no longer than that. */
  private void awaitAll(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (LiveTurn live : turns.values()) {
      live.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  private static void interrupt(LiveTurn live) {
    for (Seat seat : Seat.values()) {
      Generation generation = live.generation(seat);
      if (generation != null) {
        generation.halt(AnswerState.INTERRUPTED);
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops before the web server's graceful shutdown, which would wait for open streams. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
