package org.tiltyard.provider;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Time limits of all streams on one thread. */
final class Watchdog implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  Watchdog() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("provider-timeouts").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Begins to watch; nothing but {@code total} is limited until {@link Watch#expect}.
   *
   * @param shortest the shortest time that will ever be given to {@link Watch#expect}
   * @param onExpiry told, on the timer's thread, what took too long; must not block
   */
  Watch watch(Duration total, Duration shortest, Consumer<String> onExpiry) {
    Watch watch = new Watch(total, shortest, onExpiry);
    watch.schedule(System.nanoTime());
    return watch;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /**
   * One stream's limits. Moving a limit is a plain write, since it happens with every token: the
   * timer wakes at least once in the shortest time given and sees whether the limit has passed.
   */
  final class Watch {

    private record Limit(long at, String what) {}

    private final Limit total;
    private final long shortest;
    private final Consumer<String> onExpiry;
    private volatile Limit limit;
    private volatile boolean over;
    private volatile @Nullable Future<?> alarm;

    private Watch(Duration total, Duration shortest, Consumer<String> onExpiry) {
      this.total =
          new Limit(System.nanoTime() + total.toNanos(), "the whole answer within " + total);
      this.shortest = shortest.toNanos();
      this.onExpiry = onExpiry;
      this.limit = this.total;
    }

    /** From now on, {@code what} has to come within this time. */
    void expect(String what, Duration within) {
      long at = System.nanoTime() + within.toNanos();
      limit = at - total.at < 0 ? new Limit(at, what) : total;
    }

    /** As {@link #expect}, for a time that may be shorter than the shortest. */
    void expectSoon(String what, Duration within) {
      expect(what, within);
      cancelAlarm();
      schedule(System.nanoTime());
    }

    /** Nothing is waited for at the moment: only the whole is limited. */
    void rest() {
      limit = total;
    }

    /** Ends the watch. */
    void stop() {
      over = true;
      cancelAlarm();
    }

    private void look() {
      Limit current = limit;
      long now = System.nanoTime();
      if (over) {
        return;
      }
      if (now - current.at >= 0) {
        over = true;
        onExpiry.accept(current.what);
      } else {
        schedule(now);
      }
    }

    private void schedule(long now) {
      long wait = Math.clamp(limit.at - now, 0, shortest);
      alarm = timer.schedule(this::look, wait, TimeUnit.NANOSECONDS);
      if (over) {
        cancelAlarm();
      }
    }

    private void cancelAlarm() {
      Future<?> current = alarm;
      if (current != null) {
        current.cancel(false);
      }
    }
  }
}
