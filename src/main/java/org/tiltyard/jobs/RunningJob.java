package org.tiltyard.jobs;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job that this node works on. */
final class RunningJob<P> implements JobRun<P> {

  /** Why it is to stop. */
  enum Stop {
    CANCELLED,
    SHUTDOWN,
    LOST
  }

  private final JobId id;
  private final String owner;
  private final P parameters;
  private final JobRecords records;
  private volatile Progress progress;
  private volatile @Nullable Stop stop;

  RunningJob(Job job, String owner, P parameters, JobRecords records) {
    this.id = job.id();
    this.owner = owner;
    this.parameters = parameters;
    this.records = records;
    this.progress = Progress.of(job);
  }

  @Override
  public JobId id() {
    return id;
  }

  @Override
  public P parameters() {
    return parameters;
  }

  @Override
  public void progress(long done, @Nullable Long total, String doing) {
    progress = new Progress(done, total, doing);
    check();
  }

  @Override
  public void check() {
    if (stop != null) {
      throw new JobStopped();
    }
  }

  @Override
  public Optional<String> checkpoint() {
    return records.checkpointOf(id);
  }

  @Override
  public void checkpoint(String state) {
    check();
    if (!records.checkpoint(id, owner, state, progress)) {
      stop(Stop.LOST);
      throw new JobStopped();
    }
  }

  Progress progress() {
    return progress;
  }

  /** Renews the lease; a job that is another node's by now stops. */
  void renew(Instant leaseUntil) {
    if (!records.renew(id, owner, progress, leaseUntil)) {
      stop(Stop.LOST);
    }
  }

  /** The first reason stays, but that a job is lost outweighs all. */
  synchronized void stop(Stop why) {
    if (stop == null || why == Stop.LOST) {
      stop = why;
    }
  }

  @Nullable Stop stopped() {
    return stop;
  }
}
