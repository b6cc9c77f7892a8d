package org.tiltyard.moderation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.tiltyard.moderation.ToxicityRecords.Waiting;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/**
 * Tags what was written: puts new messages in line for every classifier, and has those that are due
 * read, batch by batch with pauses. One node does it at a time. What a classifier could not read
 * stays in line; so nothing is lost while a server is down, and battles never wait for any of it.
 */
@Component
final class ToxicityWorker implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ToxicityWorker.class);

  /** Longer than one text can take. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  /** A transaction may be over so much later than the times that it wrote. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final int MOST_IN_LINE_AT_ONCE = 1000;
  private static final int FAILURES_IN_A_ROW = 3;
  private static final int MOST_DOUBLINGS = 20;

  private final ClassifierRecords stored;
  private final Classifiers classifiers;
  private final ToxicityRecords records;
  private final Live<ToxicitySettings> settings;
  private final Time time;

  private final String owner = Identifier.random();
  private final ScheduledThreadPoolExecutor ticker =
      new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("toxicity").factory());

  /** How often a classifier could not be used, one time after the other. */
  private final Map<String, Integer> troubles = new HashMap<>();

  private volatile boolean running;

  ToxicityWorker(
      ClassifierRecords stored,
      Classifiers classifiers,
      ToxicityRecords records,
      Live<ToxicitySettings> toxicitySettings,
      Time time) {
    this.stored = stored;
    this.classifiers = classifiers;
    this.records = records;
    this.settings = toxicitySettings;
    this.time = time;
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
      look();
    } catch (RuntimeException e) {
      log.warn("Messages could not be tagged: {}", e.getMessage());
    } finally {
      next();
    }
  }

  private void look() {
    List<StoredClassifier> all = stored.all();
    classifiers.closeOthers(
        all.stream()
            .filter(StoredClassifier::active)
            .map(StoredClassifier::id)
            .collect(Collectors.toSet()));
    Map<String, StoredClassifier> active = new LinkedHashMap<>();
    all.stream().filter(StoredClassifier::active).forEach(one -> active.put(one.name(), one));
    if (active.isEmpty() || !lease()) {
      return;
    }
    active.values().forEach(this::putInLine);
    records.dropWithdrawn();
    read(active);
  }

  private boolean lease() {
    Instant now = time.now();
    return records.lease(owner, now, now.plus(LEASE).plus(settings.get().timeLimit()));
  }

  private void putInLine(StoredClassifier one) {
    Instant now = time.now();
    Instant overlap = one.seenUntil().minus(LATE);
    Instant from = overlap.isBefore(one.since()) ? one.since() : overlap;
    if (!records.enqueue(one.name(), from, now, now, MOST_IN_LINE_AT_ONCE)) {
      stored.seen(one.id(), now);
    }
  }

  private void read(Map<String, StoredClassifier> active) {
    Set<String> troubled = new HashSet<>();
    Map<String, Integer> inARow = new HashMap<>();
    for (Waiting one : records.due(active.keySet(), time.now(), settings.get().batch())) {
      StoredClassifier classifier = active.get(one.classifier());
      if (classifier == null || troubled.contains(one.classifier())) {
        continue;
      }
      if (!running || !lease()) {
        return;
      }
      if (read(one, classifier)) {
        inARow.remove(one.classifier());
        troubles.remove(one.classifier());
      } else if (inARow.merge(one.classifier(), 1, Integer::sum) >= FAILURES_IN_A_ROW) {
        troubled.add(one.classifier());
      }
    }
    troubled.forEach(name -> {
      int before = troubles.merge(name, 1, Integer::sum) - 1;
      records.postpone(name, "It failed several times in a row.", again(before));
    });
  }

  private boolean read(Waiting one, StoredClassifier classifier) {
    try {
      ToxicityClassifier opened = classifiers.open(classifier);
      records.checked(one, opened.classify(one.text()), opened.version(), time.now());
      return true;
    } catch (ClassifierFailure e) {
      String problem = e.getMessage() == null ? "" : e.getMessage();
      records.failed(one, problem, again(one.failures()));
      return false;
    }
  }

  private Instant again(int before) {
    ToxicitySettings now = settings.get();
    long factor = 1L << Math.min(before, MOST_DOUBLINGS);
    Duration pause = now.retry().multipliedBy(factor);
    return time.now().plus(pause.compareTo(now.longestRetry()) > 0 ? now.longestRetry() : pause);
  }

  @Override
  public void stop() {
    running = false;
    ticker.shutdown();
    try {
      if (ticker.awaitTermination(LATE.toSeconds() / 10, TimeUnit.SECONDS)) {
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
