package org.tiltyard.limits;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Forgets what no longer matters, now and then. Every node does; doing it twice does no harm. */
@Component
class Sweeping implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Sweeping.class);
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final int DAYS_KEPT = 90;

  private final TokenBuckets buckets;
  private final Challenges challenges;
  private final TokenUsage usage;
  private final TokenBudgets budgets;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("limits").factory());

  Sweeping(TokenBuckets buckets, Challenges challenges, TokenUsage usage, TokenBudgets budgets) {
    this.buckets = buckets;
    this.challenges = challenges;
    this.usage = usage;
    this.budgets = budgets;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    sweeper.scheduleWithFixedDelay(
        this::sweep, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  private void sweep() {
    try {
      buckets.sweep();
      challenges.sweep();
      usage.sweep(budgets.today().minusDays(DAYS_KEPT));
    } catch (RuntimeException e) {
      // Thrown further it would end the schedule.
      log.warn("Old limits could not be forgotten; trying again later", e);
    }
  }

  @Override
  public void destroy() {
    sweeper.shutdownNow();
  }
}
