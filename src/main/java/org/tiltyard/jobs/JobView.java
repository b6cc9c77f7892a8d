package org.tiltyard.jobs;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as pages and programs see it; the template fragment {@code jobs/progress} shows one.
 *
 * @param state {@code queued}, {@code running}, {@code done}, {@code failed}, {@code cancelled}
 * @param percent 0 to 100; null while it can't be told
 * @param doing a key of the message bundles
 * @param secondsLeft at the pace so far; null while it can't be told
 */
public record JobView(
    String id,
    String kind,
    String state,
    boolean ended,
    boolean cancelAsked,
    @Nullable Integer percent,
    long done,
    @Nullable Long total,
    String doing,
    @Nullable Long secondsTaken,
    @Nullable Long secondsLeft,
    @Nullable String failure) {

  private static final int PERCENT = 100;
  private static final int MINUTE_SECONDS = 60;
  private static final int IN_MINUTES_FROM = 90;

  /** What there is to see of a job at a time. */
  public static JobView of(Job job, Instant now) {
    return new JobView(
        job.id().value(),
        job.kind(),
        job.state().word(),
        job.state().ended(),
        job.cancelAsked(),
        job.share().map(share -> (int) Math.floor(share * PERCENT)).orElse(null),
        job.done(),
        job.total(),
        job.doing(),
        job.taken(now).map(Duration::toSeconds).orElse(null),
        job.left(now).map(Duration::toSeconds).orElse(null),
        job.failure());
  }

  /** Whether what is left is better said in minutes. */
  public boolean inMinutes() {
    return secondsLeft != null && secondsLeft >= IN_MINUTES_FROM;
  }

  /** What is left, in whole minutes, rounded up. */
  public long minutesLeft() {
    return secondsLeft == null ? 0 : Math.ceilDiv(secondsLeft, MINUTE_SECONDS);
  }
}
