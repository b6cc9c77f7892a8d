package org.tiltyard.release;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why a row is not in a release. In the order in which they are asked: a row is dropped by the
 * first that matches, and counted there.
 */
public enum Rule {
  /** The battle has no vote. Always on: no schema has a place for it. */
  NOT_A_VOTE(Use.ALWAYS),
  /** The names were shown before the vote. */
  NOT_ANONYMOUS(Use.ON),
  /** An answer failed, was cut short by an error, or has no text. */
  UNFINISHED_ANSWER(Use.ON),
  /** An answer names its own model, the model's family or its maker. */
  IDENTITY_LEAKED(Use.ON),
  /** A rule of integrity flagged the vote, or somebody excluded it, and nobody restored it. */
  FLAGGED_VOTE(Use.ON),
  /**
   * The person withdrew it. Always on: that is what the arena promises. What was withdrawn is not
   * read, only counted.
   */
  WITHDRAWN(Use.ALWAYS),
  /** Its judge, or the network that the vote came from, is banned; flagged ones are too. */
  BANNED(Use.ON),
  /** Every prompt has under 16 characters and there is at most one turn; or there is no prompt. */
  TOO_SHORT(Use.ON),
  /** Its first prompt is among the ten most frequent ones of the rows that are left. */
  TOO_FREQUENT(Use.ON),
  /** A prompt or an answer has one of the blocked words. */
  BLOCKED_WORD(Use.OFF),
  /** The moderation flagged it. Off by default: the original release kept them. */
  MODERATION_FLAGGED(Use.OFF),
  /**
   * Personal data was found in it: the release leaves such rows out, or a researcher decided so.
   */
  PERSONAL_DATA(Use.OFF),
  /** Personal data was found in it, about which nobody has decided yet. */
  HELD_FOR_REVIEW(Use.OFF),
  /** One of its models is excluded by name. */
  EXCLUDED_MODEL(Use.OFF),
  /** The same was said before, by everybody, with the same models. */
  DUPLICATE(Use.ON),
  /** The schema has no place for it, such as for ties in preference pairs. Always on. */
  NOT_IN_SCHEMA(Use.ALWAYS);

  private enum Use {
    ALWAYS,
    ON,
    OFF
  }

  private final Use use;

  Rule(Use use) {
    this.use = use;
  }

  /** As programs and message bundles write it: {@code not-a-vote}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it can't be turned off. */
  public boolean always() {
    return use == Use.ALWAYS;
  }

  /** Those that a new release begins with. */
  public static Set<Rule> usual() {
    return Arrays.stream(values())
        .filter(rule -> rule.use != Use.OFF)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)));
  }

  /** Those that are on or off, in order; what becomes of personal data is a choice of its own. */
  public static List<Rule> choices() {
    return Arrays.stream(values())
        .filter(rule -> !rule.always() && rule != PERSONAL_DATA && rule != HELD_FOR_REVIEW)
        .toList();
  }

  /** The rule of that key. */
  public static Optional<Rule> of(String key) {
    return Arrays.stream(values()).filter(rule -> rule.key().equals(key)).findFirst();
  }
}
