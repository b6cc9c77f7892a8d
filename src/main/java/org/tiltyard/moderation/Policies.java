package org.tiltyard.moderation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the settings say about categories, and the verdict that follows from results. */
record Policies(ModerationSettings settings) {

  /**
   * What is done, and from which score on.
   *
   * @param threshold null: when the link flags the category itself
   */
  private record Rule(Policy policy, @Nullable Double threshold) {

    static Rule of(String written) {
      String[] parts = written.strip().split("\\s+");
      Policy policy = Policy.valueOf(parts[0].toUpperCase(Locale.ROOT));
      return new Rule(policy, parts.length == 1 ? null : Double.valueOf(parts[1]));
    }

    boolean meets(CategoryResult result) {
      return policy != Policy.OFF
          && (threshold == null ? result.flagged() : result.score() >= threshold);
    }
  }

  /** The strictest outcome of what a link found. */
  Outcome outcomeOf(String link, Map<String, CategoryResult> categories) {
    Outcome strictest = Outcome.ALLOW;
    for (var found : categories.entrySet()) {
      Outcome one = outcomeOf(link, found.getKey(), found.getValue());
      strictest = one.compareTo(strictest) > 0 ? one : strictest;
    }
    return strictest;
  }

  private Outcome outcomeOf(String link, String category, CategoryResult result) {
    Rule rule = rule(link, category);
    return rule.meets(result) ? rule.policy.outcome() : Outcome.ALLOW;
  }

  /** {@code link:category} is more exact than {@code category}, and that than the link's name. */
  private Rule rule(String link, String category) {
    for (String name : List.of(link + ":" + category, category, link)) {
      String written = settings.policies().get(name);
      if (written != null) {
        return Rule.of(written);
      }
    }
    return new Rule(link.equals(WordLink.NAME) ? settings.wordPolicy() : settings.policy(), null);
  }

  /** The verdict on a text that is to be sent. */
  Verdict verdict(List<Result> results) {
    Outcome strictest = Outcome.ALLOW;
    boolean unchecked = false;
    for (Result result : results) {
      unchecked |= !result.checked();
      if (result.checked() && result.outcome().compareTo(strictest) > 0) {
        strictest = result.outcome();
      }
    }
    boolean held =
        unchecked && settings.whenUnavailable() == ModerationSettings.WhenUnavailable.BLOCK;
    Outcome outcome = held && strictest != Outcome.BLOCK ? Outcome.NOT_CHECKED : strictest;
    return new Verdict(outcome, reasons(results, strictest), results);
  }

  private List<Verdict.Reason> reasons(List<Result> results, Outcome outcome) {
    List<Verdict.Reason> reasons = new ArrayList<>();
    if (outcome != Outcome.WARN && outcome != Outcome.BLOCK) {
      return reasons;
    }
    for (Result result : results) {
      result
          .categories()
          .forEach((category, found) -> {
            if (outcomeOf(result.link(), category, found) == outcome) {
              reasons.add(new Verdict.Reason(result.link(), category, found.score()));
            }
          });
    }
    reasons.sort(Comparator.comparingDouble(Verdict.Reason::score).reversed());
    return reasons;
  }
}
