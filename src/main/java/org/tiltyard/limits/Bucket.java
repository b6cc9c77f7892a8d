package org.tiltyard.limits;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket: holds at most {@code capacity}, and an empty one is full again after the limit's
 * period.
 *
 * @param subject whose it is
 * @param limit what it limits, and over which time it fills up
 */
record Bucket(Subject subject, Limit limit, double capacity) {

  /** A clock that is behind by less than this is another node's; by more, somebody has set it. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** How full a bucket is, and since when. */
  record Fill(double level, Instant at) {}

  /** The row that it is. */
  String id() {
    return subject.value() + ' ' + limit.word();
  }

  Fill full(Instant now) {
    return new Fill(capacity, now);
  }

  /**
   * What a bucket holds now. A clock that jumps ahead fills it once and no more; one that jumps
   * back leaves it as it was, and it goes on filling from there.
   */
  Fill refilled(Fill last, Instant now) {
    if (now.isBefore(last.at())) {
      boolean jumped = now.plus(SKEW).isBefore(last.at());
      return new Fill(Math.min(capacity, last.level()), jumped ? now : last.at());
    }
    double gained = perSecond() * seconds(Duration.between(last.at(), now));
    return new Fill(Math.min(capacity, last.level() + gained), now);
  }

  /** What must be in it for the amount to be taken: a bucket that can't hold it must be full. */
  double needed(double amount) {
    return Math.min(amount, capacity);
  }

  /** How long until it holds this much. */
  Duration until(double level, double wanted) {
    double missing = Math.max(0, wanted - level);
    return Duration.ofMillis((long) Math.ceil(1000 * missing / perSecond()));
  }

  private double perSecond() {
    return capacity / seconds(limit.period());
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
