package org.tiltyard.integrity;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * Checks votes after they were cast, one process for all, every other second: single ones first,
 * then prompts and judges in rounds. A round takes at most a twentieth of the time, however many
 * votes there are.
 */
@Component
final class IntegrityWatch implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(IntegrityWatch.class);
  private static final long EVERY_MILLIS = 2000;
  private static final long WAIT_AT_END_SECONDS = 10;
  private static final int PAUSE_TIMES = 20;
  private static final Duration COMPARE_EVERY = Duration.ofSeconds(5);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(5);

  private final CheckProgress progress;
  private final RuleModes modes;
  private final SingleChecks singles;
  private final PromptRounds prompts;
  private final JudgeRounds judges;
  private final Alarm alarm;
  private final FlagRecords flags;
  private final Live<IntegritySettings> settings;
  private final Time time;

  private @Nullable IntegritySettings roundedWith;
  private boolean newVotes = true;
  private Instant nextRound = Instant.EPOCH;
  private Instant nextComparison = Instant.EPOCH;
  private Instant nextForgetting = Instant.EPOCH;
  private @Nullable ScheduledThreadPoolExecutor ticker;

  IntegrityWatch(
      CheckProgress progress,
      RuleModes modes,
      SingleChecks singles,
      PromptRounds prompts,
      JudgeRounds judges,
      Alarm alarm,
      FlagRecords flags,
      Live<IntegritySettings> integritySettings,
      Time time) {
    this.progress = progress;
    this.modes = modes;
    this.singles = singles;
    this.prompts = prompts;
    this.judges = judges;
    this.alarm = alarm;
    this.flags = flags;
    this.settings = integritySettings;
    this.time = time;
  }

  @Override
  public void start() {
    // A thread of the platform: tests of judges take the processor.
    ScheduledThreadPoolExecutor started =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform()
                .daemon()
                .name("integrity-", 0)
                .priority(Thread.MIN_PRIORITY)
                .factory());
    started.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    ticker = started;
  }

  private void look() {
    try {
      if (progress.lease()) {
        modes.look();
        newVotes |= singles.look() > 0;
        round();
        compareAndForget();
      } else {
        newVotes = true;
      }
      alarm.refresh();
    } catch (RuntimeException e) {
      // Thrown further it would end the schedule; what is not checked is found again.
      log.warn("Votes could not be checked: {}", e.getMessage());
    }
  }

  /** New settings are not waited for. */
  private void round() {
    Instant begun = time.now();
    IntegritySettings now = settings.get();
    boolean changed = !now.equals(roundedWith);
    if (!changed && (!newVotes || begun.isBefore(nextRound))) {
      return;
    }
    prompts.round();
    judges.round();
    newVotes = false;
    roundedWith = now;
    Instant end = time.now();
    nextRound = end.plus(Duration.between(begun, end).multipliedBy(PAUSE_TIMES));
  }

  private void compareAndForget() {
    Instant now = time.now();
    if (!now.isBefore(nextComparison)) {
      alarm.look();
      nextComparison = now.plus(COMPARE_EVERY);
    }
    if (!now.isBefore(nextForgetting)) {
      flags.forget();
      nextForgetting = now.plus(FORGET_EVERY);
    }
  }

  @Override
  public void stop() {
    ScheduledThreadPoolExecutor running = ticker;
    if (running == null) {
      return;
    }
    running.shutdown();
    try {
      if (running.awaitTermination(WAIT_AT_END_SECONDS, TimeUnit.SECONDS)) {
        progress.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ticker = null;
  }

  @Override
  public boolean isRunning() {
    return ticker != null;
  }
}
