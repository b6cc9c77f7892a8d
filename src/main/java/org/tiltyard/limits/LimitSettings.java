package org.tiltyard.limits;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * {@code tiltyard.limits}: the switch for everything below it.
 *
 * @param enabled false: no limit, no challenge, no budget
 */
public record LimitSettings(@Editable @DefaultValue("true") boolean enabled) {

  /**
   * {@code tiltyard.limits.participant}: what one browser may send. 0 is no limit. A bucket holds
   * as much as its period allows, and fills up again evenly.
   *
   * @param promptsPerMinute prompts, follow-ups and further tries
   * @param promptsPerDay the same
   * @param charactersPerDay of prompts, in code points
   * @param tokensPerDay of prompts and answers, both seats
   * @param votesPerMinute votes
   */
  record Participant(
      @Editable @Min(0) @DefaultValue("20") int promptsPerMinute,
      @Editable @Min(0) @DefaultValue("500") int promptsPerDay,
      @Editable @Min(0) @DefaultValue("1000000") long charactersPerDay,
      @Editable @Min(0) @DefaultValue("0") long tokensPerDay,
      @Editable @Min(0) @DefaultValue("30") int votesPerMinute) {}

  /**
   * {@code tiltyard.limits.network}: what all browsers at one network address may send together.
   *
   * @param newcomersPerHour people seen for the first time
   * @param local whether addresses of this machine and of private ranges are limited too. They may
   *     be those of a proxy that nobody named, and then stand for everybody
   */
  record Network(
      @Editable @Min(0) @DefaultValue("120") int promptsPerMinute,
      @Editable @Min(0) @DefaultValue("5000") int promptsPerDay,
      @Editable @Min(0) @DefaultValue("10000000") long charactersPerDay,
      @Editable @Min(0) @DefaultValue("240") int votesPerMinute,
      @Editable @Min(0) @DefaultValue("120") int newcomersPerHour,
      @Editable @DefaultValue("false") boolean local) {}

  /**
   * {@code tiltyard.limits.api}: what the programs of one account may ask of the API together.
   *
   * @param requestsPerMinute requests under {@code /api/v1}; 0 is no limit
   */
  record Api(@Editable @Min(0) @DefaultValue("600") int requestsPerMinute) {}

  /**
   * {@code tiltyard.limits.challenge}: the small computation that is asked for when a bucket runs
   * low.
   *
   * @param enabled whether it is ever asked for
   * @param whenBelow asked for once a bucket of prompts or newcomers is filled less than this, in
   *     percent
   * @param work hashes that it takes at most; half of it at least
   * @param validFor how long a challenge can be solved
   */
  record Challenge(
      @Editable @DefaultValue("true") boolean enabled,
      @Editable @Min(1) @jakarta.validation.constraints.Max(100) @DefaultValue("50") int whenBelow,
      @Editable @Min(1000) @jakarta.validation.constraints.Max(20_000_000) @DefaultValue("200000")
          int work,
      @DefaultValue("10m") Duration validFor) {}
}
