package org.tiltyard.moderation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * {@code tiltyard.moderation.*}: which links of the chain are asked, and what follows.
 *
 * @param openai whether OpenAI's moderation endpoint, or one like it, is asked
 * @param openaiUrl where it is, without {@code /moderations}
 * @param openaiModel the model it is asked for
 * @param openaiKey sent with each request; not editable, so that no page shows it. Without one, the
 *     sealed key is used
 * @param words whether texts are looked through for words and patterns
 * @param wordList words and phrases that are found whole, in any case of letters
 * @param patternList regular expressions, found anywhere, in any case of letters
 * @param wordPolicy what follows when a word or a pattern is found
 * @param classifiers whether registered classifiers are asked
 * @param answers whether answers are checked, too, when they have ended
 * @param policy what follows for categories that {@code policies} does not name
 * @param policies by category: {@code off}, {@code log}, {@code warn}, {@code block}; with a score
 *     from which on, like {@code block 0.8}, or without, when the link flags the category itself
 * @param whenUnavailable whether prompts go on when a link can't be asked
 * @param timeLimit for the whole chain
 */
public record ModerationSettings(
    @Editable @DefaultValue("false") boolean openai,
    @Editable @Size(max = 2000) @DefaultValue("https://api.openai.com/v1") String openaiUrl,
    @Editable @NotBlank @Size(max = 200) @DefaultValue("omni-moderation-latest") String openaiModel,
    @Size(max = 2000) @DefaultValue("") String openaiKey,
    @Editable @DefaultValue("false") boolean words,
    @Editable @Size(max = 5000) @DefaultValue List<@Size(max = 200) String> wordList,
    @Editable @Size(max = 200) @DefaultValue List<@Size(max = 500) String> patternList,
    @Editable @DefaultValue("block") Policy wordPolicy,
    @Editable @DefaultValue("true") boolean classifiers,
    @Editable @DefaultValue("true") boolean answers,
    @Editable @DefaultValue("log") Policy policy,
    @Editable @Size(max = 200) @DefaultValue
        Map<
                @NotBlank @Size(max = 100) String,
                @Pattern(
                    regexp = "(?i)(off|log|warn|block)(\\s+(0(\\.\\d+)?|1(\\.0+)?|\\.\\d+))?",
                    message =
                        "write off, log, warn or block, and a score from 0 to 1 if you like: block 0.8")
                String>
            policies,
    @Editable @DefaultValue("allow") WhenUnavailable whenUnavailable,
    @Editable @DefaultValue("3s") Duration timeLimit) {

  /** What happens to a prompt when a link can't be asked. */
  public enum WhenUnavailable {
    ALLOW,
    BLOCK
  }

  public ModerationSettings {
    if (timeLimit.isNegative() || timeLimit.isZero() || timeLimit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "tiltyard.moderation.time-limit must be longer than 0 and at most 60s");
    }
    PatternList.requireValid(patternList);
  }

  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** Never prints the key, wherever the record ends up. */
  @Override
  public String toString() {
    return "ModerationSettings[openai=" + openai + ", words=" + words + "]";
  }
}
