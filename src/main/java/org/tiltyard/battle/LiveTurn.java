package org.tiltyard.battle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tiltyard.provider.Chunk;

/**
 * A turn whose answers, two or one, are being written on this node. Generation belongs to the turn:
 * viewers come and go without touching it. One lock for both seats; writers hold it for an append,
 * viewers for copying what is new to them.
 */
final class LiveTurn {

  /** Ticks of all turns fall on multiples of it: the threads that send wake once for many. */
  private static final long GRID_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Battle battle;
  private final int number;
  private final ScheduledExecutorService ticker;
  private final long tickNanos;
  private final long startedNanos = onGrid(System.nanoTime());
  private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
  private final CountDownLatch allSettled = new CountDownLatch(1);

  private AnswerBuffer a;
  private @Nullable AnswerBuffer b;
  private @Nullable Generation generationA;
  private @Nullable Generation generationB;
  private boolean tickPlanned;

  LiveTurn(Battle battle, Turn turn, ScheduledExecutorService ticker, java.time.Duration tick) {
    this.battle = battle;
    this.number = turn.number();
    this.ticker = ticker;
    this.tickNanos = tick.toNanos();
    this.a = new AnswerBuffer(turn.a());
    this.b = turn.b() == null ? null : new AnswerBuffer(turn.b());
  }

  private static long onGrid(long nanos) {
    return nanos - Math.floorMod(nanos, GRID_NANOS);
  }

  BattleId battle() {
    return battle.id();
  }

  int number() {
    return number;
  }

  /** The seats in which somebody answers. */
  List<Seat> seats() {
    return battle.seats();
  }

  synchronized AnswerBuffer buffer(Seat seat) {
    AnswerBuffer buffer = seat == Seat.A ? a : b;
    if (buffer == null) {
      throw new IllegalArgumentException("nobody answers in seat " + seat);
    }
    return buffer;
  }

  /** Puts a new attempt into a seat whose answer has settled. */
  synchronized void replace(Answer answer) {
    AnswerBuffer fresh = new AnswerBuffer(answer);
    if (answer.seat() == Seat.A) {
      a = fresh;
    } else {
      b = fresh;
    }
  }

  synchronized void runs(Seat seat, Generation generation) {
    if (seat == Seat.A) {
      generationA = generation;
    } else {
      generationB = generation;
    }
  }

  synchronized @Nullable Generation generation(Seat seat) {
    return seat == Seat.A ? generationA : generationB;
  }

  /** Takes a piece of an answer; viewers get it on the next tick. */
  void append(AnswerBuffer buffer, Chunk chunk) {
    boolean first;
    boolean plan;
    synchronized (this) {
      first = buffer.append(chunk);
      if (first) {
        buffer.releaseFirst();
      }
      plan = !tickPlanned;
      tickPlanned = true;
    }
    if (plan) {
      long sinceTick = (System.nanoTime() - startedNanos) % tickNanos;
      ticker.schedule(this::tick, tickNanos - sinceTick, TimeUnit.NANOSECONDS);
    }
    if (first) {
      pumpAll();
    }
  }

  private void tick() {
    synchronized (this) {
      tickPlanned = false;
      a.release();
      if (b != null) {
        b.release();
      }
    }
    pumpAll();
  }

  synchronized void restart(AnswerBuffer buffer) {
    buffer.restart();
  }

  /** Tells viewers that an answer has ended. Call it when the end is stored, not before. */
  void settle(AnswerBuffer buffer, AnswerState end, @Nullable String kind) {
    synchronized (this) {
      buffer.settle(end, kind);
    }
    pumpAll();
    if (settled()) {
      allSettled.countDown();
    }
  }

  /** Whether every answer has ended. */
  synchronized boolean settled() {
    return a.state().settled() && (b == null || b.state().settled());
  }

  /** How many answers have yet to end. */
  synchronized int answersOpen() {
    return (a.state().settled() ? 0 : 1) + (b == null || b.state().settled() ? 0 : 1);
  }

  /** Waits until every answer has settled; false when that takes longer than the limit. */
  boolean await(java.time.Duration limit) throws InterruptedException {
    return allSettled.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  void attach(Viewer viewer) {
    viewers.add(viewer);
    viewer.pump();
  }

  void detach(Viewer viewer) {
    viewers.remove(viewer);
  }

  List<Viewer> viewers() {
    return viewers;
  }

  private void pumpAll() {
    viewers.forEach(Viewer::pump);
  }

  /** What is new to the cursor, as bytes. */
  synchronized byte @Nullable [] read(EventCursor cursor) {
    @Nullable SeatView right = b == null ? null : b.view();
    return cursor.next(new TurnView(number, a.view(), right, battle.namesShown()));
  }

  /** The answer of a seat as it stands. */
  synchronized Answer snapshot(Seat seat) {
    return buffer(seat).snapshot();
  }

  /** What to save of a seat whose answer is running. */
  synchronized Transcripts.@Nullable Progress progress(Seat seat) {
    AnswerBuffer buffer = buffer(seat);
    return buffer.state().settled() ? null : buffer.progress();
  }
}
