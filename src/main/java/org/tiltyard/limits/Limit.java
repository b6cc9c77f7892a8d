package org.tiltyard.limits;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is limited: whose, of what, and over which time. */
enum Limit {
  PARTICIPANT_PROMPTS_PER_MINUTE(Duration.ofMinutes(1), true),
  PARTICIPANT_PROMPTS_PER_DAY(Duration.ofDays(1), true),
  PARTICIPANT_CHARACTERS_PER_DAY(Duration.ofDays(1), false),
  PARTICIPANT_TOKENS_PER_DAY(Duration.ofDays(1), false),
  PARTICIPANT_VOTES_PER_MINUTE(Duration.ofMinutes(1), false),
  NETWORK_PROMPTS_PER_MINUTE(Duration.ofMinutes(1), true),
  NETWORK_PROMPTS_PER_DAY(Duration.ofDays(1), true),
  NETWORK_CHARACTERS_PER_DAY(Duration.ofDays(1), false),
  NETWORK_VOTES_PER_MINUTE(Duration.ofMinutes(1), false),
  NETWORK_NEWCOMERS_PER_HOUR(Duration.ofHours(1), true),
  ACCOUNT_REQUESTS_PER_MINUTE(Duration.ofMinutes(1), false),
  MODEL_PROMPTS_PER_MINUTE(Duration.ofMinutes(1), false);

  private final Duration period;
  private final boolean telling;

  Limit(Duration period, boolean telling) {
    this.period = period;
    this.telling = telling;
  }

  /** How long an empty bucket takes to fill. */
  Duration period() {
    return period;
  }

  /** Whether a program shows by it: then a challenge is asked for when it runs low. */
  boolean telling() {
    return telling;
  }

  /** The form in the database, in problems and in messages. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Limit> of(String word) {
    return Arrays.stream(values()).filter(limit -> limit.word().equals(word)).findFirst();
  }
}
