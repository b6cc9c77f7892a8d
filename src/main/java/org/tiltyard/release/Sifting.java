package org.tiltyard.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tiltyard.dataset.LeakNames;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.disclosure.Identity;
import org.tiltyard.review.Reviewed;

/** Passes the candidates of a plan through its rules, once or, for frequencies, twice. */
final class Sifting {

  /** How often {@link Watch#progress} is told. */
  private static final int TELL_EVERY = 100;

  private static final int PAGE = 200;

  /** Those who look on while it goes; each may throw to end it. */
  interface Watch {

    /** How far it is, in candidates read; those of the first of two passes count too. */
    void progress(long done, long total);

    /** A candidate that a rule dropped. */
    default void dropped(Rule rule, StoredConversation candidate) {}
  }

  /** Which votes don't count on boards; the same for both passes. */
  @FunctionalInterface
  interface Standing {

    /** {@link Rule#FLAGGED_VOTE} or {@link Rule#BANNED} for those of these that don't count. */
    Map<String, Rule> of(List<String> ids);
  }

  /**
   * What became of the candidates.
   *
   * @param considered how many there were, those without a vote too
   * @param dropped by rule, for the rules that were on
   * @param leakNames the further names that leaks were found by
   */
  record Counts(long considered, Map<Rule, Long> dropped, long kept, List<String> leakNames) {

    Counts {
      dropped = Collections.unmodifiableMap(new EnumMap<>(dropped));
    }

    /** By the rules' keys, in their order. */
    Map<String, Long> byKey() {
      return dropped.entrySet().stream()
          .collect(
              Collectors.toMap(
                  entry -> entry.getKey().key(),
                  Map.Entry::getValue,
                  Long::sum,
                  java.util.LinkedHashMap::new));
    }
  }

  private final Candidates candidates;
  private final Plan plan;
  private final Instant cutOff;
  private final Standing standing;
  private final Watch watch;
  private final LeakNames.Known leakNames;

  private final long total;
  private long done;

  Sifting(Candidates candidates, Plan plan, Instant cutOff, Standing standing, Watch watch) {
    this.candidates = candidates;
    this.plan = plan;
    this.cutOff = cutOff;
    this.standing = standing;
    this.watch = watch;
    this.leakNames = candidates.leakNames();
    this.total = candidates.count(plan, cutOff) * (plan.has(Rule.TOO_FREQUENT) ? 2 : 1);
  }

  /** Hands over those that stay, in order. */
  Counts sift(Consumer<StoredConversation> kept) {
    Frequencies frequencies = new Frequencies();
    Map<String, Identity> identities = new HashMap<>(candidates.identities());
    if (plan.has(Rule.TOO_FREQUENT)) {
      Sieve first = new Sieve(plan, frequencies, identities, leakNames.leaks(), this::review);
      forEach(first::count);
      frequencies.close();
    }
    Map<Rule, Long> dropped = new EnumMap<>(Rule.class);
    plan.rules().forEach(rule -> dropped.put(rule, 0L));
    long unvoted = candidates.countUnvoted(plan, cutOff);
    long withdrawn = candidates.countWithdrawn(plan, cutOff);
    dropped.put(Rule.NOT_A_VOTE, unvoted);
    dropped.put(Rule.WITHDRAWN, withdrawn);
    Sieve sieve = new Sieve(plan, frequencies, identities, leakNames.leaks(), this::review);
    long[] rows = {0, unvoted + withdrawn};
    forEach(candidate -> {
      rows[1]++;
      Optional<Rule> rule = sieve.drop(candidate);
      StoredConversation stored = candidate.stored();
      if (rule.isPresent()) {
        dropped.merge(rule.get(), 1L, Long::sum);
        watch.dropped(rule.get(), stored);
      } else {
        rows[0]++;
        kept.accept(stored);
      }
    });
    return new Counts(
        rows[1], dropped, rows[0], plan.has(Rule.IDENTITY_LEAKED) ? leakNames.lines() : List.of());
  }

  private Reviewed review(StoredConversation candidate) {
    return candidates.review(candidate, cutOff);
  }

  private void forEach(Consumer<Candidate> reader) {
    List<StoredConversation> page = new ArrayList<>(PAGE);
    candidates.forEach(
        plan,
        cutOff,
        candidate -> {
          if (done++ % TELL_EVERY == 0) {
            watch.progress(done - 1, Math.max(total, done));
          }
          page.add(candidate);
          if (page.size() == PAGE) {
            hand(page, reader);
          }
        });
    hand(page, reader);
  }

  /** Some at a time, so that the database isn't asked about each of them. */
  private void hand(List<StoredConversation> page, Consumer<Candidate> reader) {
    Map<String, Rule> distrusted =
        plan.has(Rule.FLAGGED_VOTE) || plan.has(Rule.BANNED)
            ? standing.of(page.stream().map(StoredConversation::id).toList())
            : Map.of();
    page.forEach(stored -> reader.accept(new Candidate(stored, distrusted.get(stored.id()))));
    page.clear();
  }
}
