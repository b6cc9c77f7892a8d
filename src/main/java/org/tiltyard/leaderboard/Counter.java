package org.tiltyard.leaderboard;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Counts votes as they come. Every node has one; they take turns by a lock. A vote cast here wakes
 * it at once, one cast on a node that has died since is found within a moment. Where many are cast,
 * some are counted together: a count costs much the same for one and for a hundred.
 */
@Component
final class Counter implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Counter.class);
  private static final long LOOK_MILLIS = 300;
  private static final long BETWEEN_COUNTS_MILLIS = 200;
  private static final long AFTER_FAILURE_MILLIS = 2_000;
  private static final long WAIT_AT_END_MILLIS = 10_000;

  private final Changes changes;
  private final Counting counting;
  private final Bell bell;
  private volatile boolean stopping;
  private @Nullable Thread thread;

  Counter(Changes changes, Counting counting, Bell bell) {
    this.changes = changes;
    this.counting = counting;
    this.bell = bell;
  }

  @Override
  public void start() {
    stopping = false;
    // A thread of the platform: adding up an import takes the processor.
    thread = Thread.ofPlatform().daemon().name("board-counter").start(this::count);
  }

  private void count() {
    long wait = LOOK_MILLIS;
    while (!stopping) {
      try {
        bell.await(wait);
        wait = LOOK_MILLIS;
        if (changes.any()) {
          countAll();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // Thrown further it would end the thread; what was not counted is still noted.
        if (!stopping) {
          log.warn("Votes could not be counted: {}", e.getMessage());
        }
        wait = AFTER_FAILURE_MILLIS;
      }
    }
  }

  private void countAll() throws InterruptedException {
    boolean more = true;
    while (more && !stopping) {
      more = counting.countSome();
    }
    Thread.sleep(BETWEEN_COUNTS_MILLIS);
  }

  @Override
  public void stop() {
    Thread running = thread;
    if (running != null) {
      stopping = true;
      bell.ring();
      try {
        running.join(WAIT_AT_END_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
