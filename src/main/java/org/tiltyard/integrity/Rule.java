package org.tiltyard.integrity;

import java.util.Optional;
import org.tiltyard.settings.PlainValues;

/** What a vote can be flagged for, in the order in which reasons are named. */
public enum Rule {
  /** An answer named its own model, family or organisation before the vote. */
  IDENTITY_LEAK,
  /** The person named one of the two models. */
  IDENTITY_MENTION,
  /** The same prompts as in very many other conversations. */
  REPEATED_PROMPT,
  /** Voted before the answers can have been read. */
  TOO_FAST,
  /** Too many votes of one judge or network within a minute. */
  BURST,
  /** Too many votes of one judge or network within a day. */
  QUOTA,
  /** The judge's votes as a whole don't look like those of others. */
  ANOMALOUS_JUDGE;

  /** As settings, addresses and the database have it: {@code too-fast}. */
  public String word() {
    return PlainValues.wordOf(this);
  }

  /** The one of that word. */
  static Optional<Rule> of(String word) {
    for (Rule rule : values()) {
      if (rule.word().equals(word)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /** What follows from the settings for votes that are flagged. */
  Mode mode(IntegritySettings settings) {
    return switch (this) {
      case IDENTITY_LEAK -> settings.identityLeak();
      case IDENTITY_MENTION -> settings.identityMention();
      case REPEATED_PROMPT -> settings.repeatedPrompt();
      case TOO_FAST -> settings.tooFast();
      case BURST -> settings.burst();
      case QUOTA -> settings.quota();
      case ANOMALOUS_JUDGE -> settings.anomalousJudge();
    };
  }
}
