package org.tiltyard.integrity;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at of one vote.
 *
 * @param named whether the judge knew the names of the models
 * @param leaks how many of the two answers name their own model
 * @param mentioned whether the person named one of the two
 * @param own what is only known of votes that were cast here; null for imported ones
 */
record VoteFacts(
    String conversation, boolean named, int leaks, boolean mentioned, @Nullable Own own) {

  /**
   * @param reading null when it is not known when the answers came
   * @param judge votes by the same judge
   * @param network votes from the same network; null when that is not known
   */
  record Own(Instant votedAt, @Nullable Reading reading, Count judge, @Nullable Count network) {}

  /**
   * What there was to read before the vote.
   *
   * @param from when the first words of both of the last answers were there
   * @param characters of the last answers together
   */
  record Reading(Instant from, long characters) {

    Duration dwell(Instant votedAt) {
      return Duration.between(from, votedAt);
    }
  }

  /** Votes up to this one: within a minute, and within 24 hours. */
  record Count(long minute, long day) {}
}
