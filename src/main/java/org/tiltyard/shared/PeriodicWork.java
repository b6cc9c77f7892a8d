package org.tiltyard.shared;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What is looked at again and again while the arena runs, on a thread of its own. A look that fails
 * is told in the log, and the next one tries again.
 */
public abstract class PeriodicWork implements SmartLifecycle {

  private final String thread;
  private final String trouble;
  private final Duration first;
  private final Duration every;
  private @Nullable ScheduledThreadPoolExecutor ticker;

  /**
   * @param thread the name of its thread
   * @param trouble what the log says when a look fails, before why
   * @param first how long after the start the first look is
   * @param every how long after the end of a look the next one is
   */
  protected PeriodicWork(String thread, String trouble, Duration first, Duration every) {
    this.thread = thread;
    this.trouble = trouble;
    this.first = first;
    this.every = every;
  }

  /** Does what is due now. */
  protected abstract void look();

  @Override
  public void start() {
    ScheduledThreadPoolExecutor started =
        new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name(thread).factory());
    started.scheduleWithFixedDelay(
        this::tryToLook, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    ticker = started;
  }

  private void tryToLook() {
    try {
      look();
    } catch (RuntimeException e) {
      // Thrown further it would end the schedule.
      LoggerFactory.getLogger(getClass()).warn("{}: {}", trouble, e.getMessage());
    }
  }

  @Override
  public void stop() {
    ScheduledThreadPoolExecutor stopped = ticker;
    ticker = null;
    if (stopped != null) {
      stopped.shutdownNow();
    }
  }

  @Override
  public boolean isRunning() {
    return ticker != null;
  }
}
