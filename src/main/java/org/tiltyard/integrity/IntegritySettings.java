package org.tiltyard.integrity;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * {@code tiltyard.integrity}: what votes are flagged for, and what follows from it.
 *
 * @param identityLeak answers that name their own model, of battles without names
 * @param identityMention persons that name one of the models
 * @param repeatedPrompt prompts that occur more often than nearly all others
 * @param repeatedPromptQuantile of the numbers of times that prompts occur; more often is repeated
 * @param repeatedPromptLeast times that a prompt may occur in any case
 * @param tooFast votes before the answers can have been read
 * @param tooFastLeast from the first words of both answers to the vote, whatever their length
 * @param tooFastPerThousand so much more for every 1,000 characters of both answers
 * @param tooFastMost never more than this is asked for
 * @param burst many votes within a minute
 * @param burstJudge votes of one judge within a minute that are not too many; 0 is no limit
 * @param burstNetwork the same of one network
 * @param quota many votes within a day
 * @param quotaJudge votes of one judge within 24 hours that are not too many; 0 is no limit
 * @param quotaNetwork the same of one network
 * @param localNetworks whether addresses of this machine and of private ranges make networks. They
 *     may be those of a proxy that nobody named, and then stand for everybody
 * @param anomalousJudge judges whose votes don't look like those of others
 * @param anomalousJudgeAlpha how many of 1 honest judges may be taken for anomalous
 * @param alarmVotes so many of the newest votes are compared with those before
 * @param alarmPoints admins are told when the share that is left out grew by so many percentage
 *     points; 0: never
 */
record IntegritySettings(
    @Editable @DefaultValue("leave-out") Mode identityLeak,
    @Editable @DefaultValue("note") Mode identityMention,
    @Editable @DefaultValue("leave-out") Mode repeatedPrompt,
    @Editable @DecimalMin("0.5") @DecimalMax("1") @DefaultValue("0.9999")
        double repeatedPromptQuantile,
    @Editable @Min(1) @DefaultValue("50") int repeatedPromptLeast,
    @Editable @DefaultValue("leave-out") Mode tooFast,
    @Editable @DefaultValue("1s") Duration tooFastLeast,
    @Editable @DefaultValue("500ms") Duration tooFastPerThousand,
    @Editable @DefaultValue("10s") Duration tooFastMost,
    @Editable @DefaultValue("leave-out") Mode burst,
    @Editable @Min(0) @DefaultValue("10") int burstJudge,
    @Editable @Min(0) @DefaultValue("60") int burstNetwork,
    @Editable @DefaultValue("leave-out") Mode quota,
    @Editable @Min(0) @DefaultValue("300") int quotaJudge,
    @Editable @Min(0) @DefaultValue("3000") int quotaNetwork,
    @Editable @DefaultValue("false") boolean localNetworks,
    @Editable @DefaultValue("leave-out") Mode anomalousJudge,
    @Editable @DecimalMin("0.0001") @DecimalMax("0.5") @DefaultValue("0.1")
        double anomalousJudgeAlpha,
    @Editable @Min(20) @Max(5000) @DefaultValue("200") int alarmVotes,
    @Editable @Min(0) @Max(100) @DefaultValue("15") int alarmPoints) {

  @AssertTrue(message = "must not be negative")
  boolean isTooFastNotNegative() {
    return !tooFastLeast.isNegative()
        && !tooFastPerThousand.isNegative()
        && !tooFastMost.isNegative();
  }

  /**
   * What the rules that look at single votes depend on; other values may give these votes other
   * flags.
   */
  String ofSingleVotes() {
    return String.join(
        " ",
        String.valueOf(Rules.VERSION),
        identityLeak.word(),
        identityMention.word(),
        tooFast.word(),
        tooFastLeast.toString(),
        tooFastPerThousand.toString(),
        tooFastMost.toString(),
        burst.word(),
        String.valueOf(burstJudge),
        String.valueOf(burstNetwork),
        quota.word(),
        String.valueOf(quotaJudge),
        String.valueOf(quotaNetwork));
  }

  /** What the flags of judges depend on. */
  String ofJudges() {
    return String.join(
        " ",
        String.valueOf(JudgeRounds.VERSION),
        anomalousJudge.word(),
        String.valueOf(anomalousJudgeAlpha));
  }

  /** How long it takes at least to read answers of so many characters. */
  Duration leastDwell(long characters) {
    Duration needed =
        tooFastLeast.plus(Duration.ofNanos(tooFastPerThousand.toNanos() / 1000 * characters));
    return needed.compareTo(tooFastMost) > 0 ? tooFastMost : needed;
  }
}
