package org.tiltyard.integrity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.tiltyard.integrity.VoteFacts.Count;
import org.tiltyard.integrity.VoteFacts.Own;
import org.tiltyard.integrity.VoteFacts.Reading;

/** The rules that look at one vote and what surrounds it. Pure: the same facts, the same flags. */
final class Rules {

  /** Grows whenever the same facts may give other flags; then every vote is looked at again. */
  static final int VERSION = 1;

  /** Those whose flags this class gives. */
  static final Set<Rule> RULES =
      Set.of(Rule.IDENTITY_LEAK, Rule.IDENTITY_MENTION, Rule.TOO_FAST, Rule.BURST, Rule.QUOTA);

  /** Clocks of two nodes may differ so much. */
  private static final Duration SKEW = Duration.ofSeconds(2);

  private final IntegritySettings settings;

  Rules(IntegritySettings settings) {
    this.settings = settings;
  }

  /** What they say of a vote; imported ones are only asked what can be known of them. */
  List<Finding> of(VoteFacts vote) {
    List<Finding> findings = new ArrayList<>();
    if (isOn(Rule.IDENTITY_LEAK) && !vote.named() && vote.leaks() > 0) {
      findings.add(Finding.flagged(Rule.IDENTITY_LEAK, vote.leaks(), null));
    }
    if (isOn(Rule.IDENTITY_MENTION) && !vote.named() && vote.mentioned()) {
      findings.add(Finding.flagged(Rule.IDENTITY_MENTION, 1, null));
    }
    Own own = vote.own();
    if (own != null) {
      tooFast(own).ifPresent(findings::add);
      tooMany(Rule.BURST, own, Count::minute, settings.burstJudge(), settings.burstNetwork())
          .ifPresent(findings::add);
      tooMany(Rule.QUOTA, own, Count::day, settings.quotaJudge(), settings.quotaNetwork())
          .ifPresent(findings::add);
    }
    return findings;
  }

  private boolean isOn(Rule rule) {
    return rule.mode(settings) != Mode.OFF;
  }

  private Optional<Finding> tooFast(Own own) {
    if (!isOn(Rule.TOO_FAST)) {
      return Optional.empty();
    }
    Reading reading = own.reading();
    if (reading == null) {
      return Optional.of(Finding.unavailable(Rule.TOO_FAST, "times"));
    }
    Duration dwell = reading.dwell(own.votedAt());
    if (dwell.compareTo(SKEW.negated()) < 0) {
      return Optional.of(Finding.unavailable(Rule.TOO_FAST, "clock"));
    }
    if (dwell.compareTo(settings.leastDwell(reading.characters())) >= 0) {
      return Optional.empty();
    }
    return Optional.of(Finding.flagged(Rule.TOO_FAST, Math.max(0, dwell.toMillis()), null));
  }

  /** The judge is named first: of a judge and their network, the judge is the narrower one. */
  private Optional<Finding> tooMany(
      Rule rule, Own own, ToLongFunction<Count> number, int ofJudge, int ofNetwork) {
    if (!isOn(rule)) {
      return Optional.empty();
    }
    long byJudge = number.applyAsLong(own.judge());
    if (ofJudge > 0 && byJudge > ofJudge) {
      return Optional.of(Finding.flagged(rule, byJudge, "judge"));
    }
    if (ofNetwork == 0) {
      return Optional.empty();
    }
    Count network = own.network();
    if (network == null) {
      return Optional.of(Finding.unavailable(rule, "network"));
    }
    long byNetwork = number.applyAsLong(network);
    return byNetwork > ofNetwork
        ? Optional.of(Finding.flagged(rule, byNetwork, "network"))
        : Optional.empty();
  }
}
