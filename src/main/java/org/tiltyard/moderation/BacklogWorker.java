package org.tiltyard.moderation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.tiltyard.moderation.BacklogRecords.Waiting;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/**
 * Catches up: puts messages in line that a link of the chain has not checked, because it was down,
 * or the arena was, or it is new, and asks about them batch by batch, with pauses. One node does it
 * at a time. What can't be checked stays in line; battles never wait for any of it.
 */
@Component
final class BacklogWorker implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(BacklogWorker.class);

  private static final Duration LEASE = Duration.ofSeconds(30);

  /** A transaction may be over so much later than the times that it wrote. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final int MOST_IN_LINE_AT_ONCE = 1000;
  private static final int FAILURES_IN_A_ROW = 3;
  private static final int MOST_DOUBLINGS = 20;
  private static final long WAIT_AT_END_SECONDS = 5;

  private final Moderator moderator;
  private final Classifiers classifiers;
  private final ModerationRecords results;
  private final BacklogRecords records;
  private final Live<BacklogSettings> settings;
  private final Live<ModerationSettings> moderation;
  private final Time time;

  private final String owner = Identifier.random();
  private final ScheduledThreadPoolExecutor ticker =
      new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("backlog").factory());

  /** How often a link could not be asked, one time after the other. */
  private final Map<String, Integer> troubles = new HashMap<>();

  private volatile boolean running;

  BacklogWorker(
      Moderator moderator,
      Classifiers classifiers,
      ModerationRecords results,
      BacklogRecords records,
      Live<BacklogSettings> backlogSettings,
      Live<ModerationSettings> moderationSettings,
      Time time) {
    this.moderator = moderator;
    this.classifiers = classifiers;
    this.results = results;
    this.records = records;
    this.settings = backlogSettings;
    this.moderation = moderationSettings;
    this.time = time;
    // The next look is not waited for when the arena stops.
    ticker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void start() {
    running = true;
    next();
  }

  private void next() {
    if (running) {
      ticker.schedule(this::tick, settings.get().pause().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void tick() {
    try {
      // On every node: the chain asks those that this finds.
      classifiers.refresh();
      List<String> links = moderator.links();
      if (lease()) {
        records.forgetProgressExcept(links);
        links.forEach(this::putInLine);
        records.dropWithdrawn();
        links.forEach(this::work);
      }
    } catch (RuntimeException e) {
      log.warn("The backlog of moderation could not be looked after: {}", e.getMessage());
    } finally {
      next();
    }
  }

  private boolean lease() {
    Instant now = time.now();
    return records.lease(owner, now, now.plus(LEASE).plus(settings.get().timeLimit()));
  }

  private void putInLine(String link) {
    Instant now = time.now();
    Optional<Instant> seen = records.seenUntil(link);
    if (seen.isEmpty()) {
      records.seen(link, now);
      return;
    }
    Instant to = now.minus(settings.get().settle());
    Instant from =
        seen.get().isBefore(Instant.EPOCH.plus(LATE)) ? Instant.EPOCH : seen.get().minus(LATE);
    boolean answers = moderation.get().answers();
    if (!records.enqueue(link, answers, from, to, now, MOST_IN_LINE_AT_ONCE)
        && to.isAfter(seen.get())) {
      records.seen(link, seen.get(), to);
    }
  }

  private void work(String link) {
    int inARow = 0;
    for (Waiting one : records.due(link, time.now(), settings.get().batch())) {
      if (!running || !lease()) {
        return;
      }
      if (check(one)) {
        inARow = 0;
        troubles.remove(link);
      } else if (++inARow == FAILURES_IN_A_ROW) {
        records.postpone(link, again(troubles.merge(link, 1, Integer::sum) - 1));
        return;
      }
    }
  }

  private boolean check(Waiting one) {
    Optional<Result> said = moderator.checkBy(one.link(), one.text(), settings.get().timeLimit());
    if (said.isEmpty()) {
      return false;
    }
    results.write(one.message(), List.of(said.get()));
    if (said.get().checked()) {
      records.done(one);
      return true;
    }
    String problem = said.get().problem();
    records.failed(one, problem == null ? "" : problem, again(one.failures()));
    return false;
  }

  private Instant again(int before) {
    BacklogSettings now = settings.get();
    long factor = 1L << Math.min(before, MOST_DOUBLINGS);
    Duration pause = now.retry().multipliedBy(factor);
    return time.now().plus(pause.compareTo(now.longestRetry()) > 0 ? now.longestRetry() : pause);
  }

  @Override
  public void stop() {
    running = false;
    ticker.shutdown();
    try {
      if (ticker.awaitTermination(WAIT_AT_END_SECONDS, TimeUnit.SECONDS)) {
        records.release(owner, time.now());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.debug("The lease runs out by itself", e);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the database goes. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
