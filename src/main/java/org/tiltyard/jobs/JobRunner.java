package org.tiltyard.jobs;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.tiltyard.jobs.RunningJob.Stop;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;
import tools.jackson.databind.json.JsonMapper;

/**
 * Works on jobs: looks for open ones every half second, renews the leases of those it has, and
 * notices which are to be cancelled.
 */
@Component
final class JobRunner implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
  private static final long EVERY_MILLIS = 500;
  private static final int TIDY_EVERY = 7200;
  private static final long WAIT_AT_END_SECONDS = 10;

  private final JobRecords records;
  private final JobKinds kinds;
  private final Live<JobSettings> settings;
  private final JsonMapper json;
  private final Time time;

  /** Which process this is, in the database. */
  private final String owner = Identifier.random();

  private final Map<JobId, RunningJob<?>> running = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor ticker =
      new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("jobs").factory());

  /** Threads of the platform: much of this work is for processors. */
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().name("job-", 0).daemon().priority(Thread.MIN_PRIORITY).factory());

  private long ticks;
  private volatile boolean accepting;

  JobRunner(
      JobRecords records,
      JobKinds kinds,
      Live<JobSettings> jobSettings,
      JsonMapper json,
      Time time) {
    this.records = records;
    this.kinds = kinds;
    this.settings = jobSettings;
    this.json = json;
    this.time = time;
  }

  @Override
  public void start() {
    accepting = true;
    ticker.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** How many jobs this node works on. */
  int running() {
    return running.size();
  }

  private void tick() {
    try {
      Instant now = time.now();
      if (!running.isEmpty()) {
        Instant until = now.plus(settings.get().lease());
        running.values().forEach(job -> job.renew(until));
        records.toCancel(owner).forEach(this::cancelHere);
      }
      takeOpen(now);
      if (ticks++ % TIDY_EVERY == 0) {
        records.forget(now.minus(settings.get().keep()));
      }
    } catch (RuntimeException e) {
      // Thrown further it would end the schedule. Without a database nothing can be renewed;
      // whoever
      // takes the jobs over then finds their checkpoints.
      log.warn("Jobs could not be looked after: {}", e.getMessage());
    }
  }

  private void cancelHere(JobId id) {
    RunningJob<?> job = running.get(id);
    if (job != null) {
      job.stop(Stop.CANCELLED);
    }
  }

  private void takeOpen(Instant now) {
    int free = settings.get().parallel() - running.size();
    if (!accepting || free <= 0) {
      return;
    }
    for (Job job : records.open(kinds.names(), now, free)) {
      kinds.find(job.kind()).ifPresent(kind -> take(job, kind, now));
    }
  }

  private <P> void take(Job job, JobKind<P> kind, Instant now) {
    if (!records.take(job.id(), owner, now, now.plus(settings.get().lease()))) {
      return;
    }
    P parameters;
    try {
      parameters = json.readValue(job.parameters(), kind.parameters());
    } catch (RuntimeException e) {
      log.warn("The parameters of job {} ({}) can't be read", job.id().value(), job.kind(), e);
      end(job.id(), JobState.FAILED, Progress.of(job), "Its parameters can’t be read.");
      return;
    }
    if (job.attempts() >= settings.get().attempts()) {
      String failure = "It was cut short " + job.attempts() + " times, and isn’t begun again.";
      end(job.id(), JobState.FAILED, Progress.of(job), failure);
      return;
    }
    RunningJob<P> run = new RunningJob<>(job, owner, parameters, records);
    if (job.cancelAsked()) {
      run.stop(Stop.CANCELLED);
    }
    running.put(job.id(), run);
    workers.execute(() -> work(kind, run));
  }

  private <P> void work(JobKind<P> kind, RunningJob<P> run) {
    JobState state = JobState.FAILED;
    @Nullable String failure = null;
    try {
      run.check();
      kind.run(run);
      state = JobState.DONE;
    } catch (JobStopped e) {
      state = JobState.CANCELLED;
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      log.warn("Job {} ({}) failed", run.id().value(), kind.name(), e);
      failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    } finally {
      leave(run, state, failure);
    }
  }

  /** A job that was only stopped here goes on elsewhere; one that is done has ended, whatever. */
  private void leave(RunningJob<?> run, JobState state, @Nullable String failure) {
    try {
      if (state == JobState.CANCELLED && run.stopped() == Stop.SHUTDOWN) {
        records.release(run.id(), owner, run.progress());
      } else if (run.stopped() != Stop.LOST) {
        end(run.id(), state, run.progress(), failure);
      }
    } catch (RuntimeException e) {
      log.warn("The end of job {} could not be stored: it is begun again", run.id().value(), e);
    } finally {
      running.remove(run.id());
    }
  }

  private void end(JobId id, JobState state, Progress progress, @Nullable String failure) {
    if (records.end(id, owner, state, progress, failure, time.now())) {
      records.find(id).ifPresent(kinds::ended);
    }
  }

  @Override
  public void stop() {
    accepting = false;
    ticker.shutdown();
    running.values().forEach(job -> job.stop(Stop.SHUTDOWN));
    workers.shutdown();
    try {
      if (!workers.awaitTermination(WAIT_AT_END_SECONDS, TimeUnit.SECONDS)) {
        log.info("{} jobs are cut short; another start goes on with them", running.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return accepting;
  }
}
