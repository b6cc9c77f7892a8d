package org.tiltyard.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tiltyard.identity.AccountId;

/**
 * A job as it was when it was read.
 *
 * @param parameters as JSON
 * @param cancelAsked somebody wants it ended; it ends as soon as it notices
 * @param done so much of {@code total}
 * @param total null while that isn't known
 * @param doing a key of the message bundles: what it does at present
 * @param attempts how often it was begun; more than once after a crash
 * @param doneBefore how far it was when it was begun last
 * @param failure what went wrong, for those who may see jobs
 * @param account who asked for it; null when the arena did, or the account is gone
 * @param begunAt when it was begun last
 */
public record Job(
    JobId id,
    String kind,
    String parameters,
    JobState state,
    boolean cancelAsked,
    long done,
    @Nullable Long total,
    String doing,
    int attempts,
    long doneBefore,
    @Nullable String failure,
    @Nullable AccountId account,
    Instant createdAt,
    @Nullable Instant begunAt,
    @Nullable Instant endedAt) {

  private static final double LEAST_SHARE = 0.01;

  /** The share that is done, 0 to 1, where that can be told. */
  public Optional<Double> share() {
    if (total == null) {
      return Optional.empty();
    }
    return Optional.of(total == 0 ? 1.0 : Math.clamp((double) done / total, 0.0, 1.0));
  }

  /** How much longer it takes at the pace so far; nothing in the first hundredth. */
  public Optional<Duration> left(Instant now) {
    if (state != JobState.RUNNING || total == null || begunAt == null) {
      return Optional.empty();
    }
    long since = done - doneBefore;
    if (since <= 0 || since < LEAST_SHARE * total) {
      return Optional.empty();
    }
    double perUnit = (double) Duration.between(begunAt, now).toMillis() / since;
    return Optional.of(Duration.ofMillis(Math.round(perUnit * Math.max(0, total - done))));
  }

  /** How long it took, or has taken so far, since it was begun last. */
  public Optional<Duration> taken(Instant now) {
    return begunAt == null
        ? Optional.empty()
        : Optional.of(Duration.between(begunAt, endedAt == null ? now : endedAt));
  }
}
