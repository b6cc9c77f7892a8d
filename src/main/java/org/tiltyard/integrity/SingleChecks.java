package org.tiltyard.integrity;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.integrity.CheckProgress.Mark;
import org.tiltyard.integrity.CheckProgress.State;
import org.tiltyard.integrity.VoteFactRecords.Placed;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * Looks at each vote once its conversation has tags, and at all of them again when rules or
 * settings change; the new ones come first. Only the process that has the lease calls it.
 */
@Component
class SingleChecks {

  private static final int PAGE = 500;
  private static final int PAGES_A_LOOK = 20;

  /** Tags show up when their transactions end, which may be a while after their time. */
  private static final Duration LATE = Duration.ofMinutes(2);

  private static final Duration LOOK_BACK_EVERY = Duration.ofSeconds(10);

  private final CheckProgress progress;
  private final VoteFactRecords facts;
  private final FlagRecords flags;
  private final Announcements announcements;
  private final Live<IntegritySettings> settings;
  private final TransactionTemplate transaction;
  private final Time time;

  /** What was looked at of late, and the time of its tags: the late minutes are read again. */
  private final Map<String, Instant> lately = new HashMap<>();

  private Instant nextLookBack = Instant.EPOCH;

  SingleChecks(
      CheckProgress progress,
      VoteFactRecords facts,
      FlagRecords flags,
      Announcements announcements,
      Live<IntegritySettings> integritySettings,
      TransactionTemplate transaction,
      Time time) {
    this.progress = progress;
    this.facts = facts;
    this.flags = flags;
    this.announcements = announcements;
    this.settings = integritySettings;
    this.transaction = transaction;
    this.time = time;
  }

  /**
   * One look: what is new, then some more of the second pass.
   *
   * @return how many votes were new
   */
  int look() {
    IntegritySettings now = settings.get();
    if (!progress.state().rules().equals(now.ofSingleVotes())) {
      transaction.executeWithoutResult(status -> progress.beginAgain(now.ofSingleVotes()));
    }
    State state = progress.state();
    Rules rules = new Rules(now);
    int seen = newOnes(state.after(), rules);
    if (state.again() != null) {
      again(state.again(), rules);
    }
    return seen;
  }

  private int newOnes(Mark after, Rules rules) {
    Instant now = time.now();
    Instant late = now.minus(LATE);
    lately.values().removeIf(tagged -> tagged.isBefore(late.minus(LATE)));
    Mark from = after;
    if (after.time().isAfter(late) && !now.isBefore(nextLookBack)) {
      from = new Mark(late, "");
      nextLookBack = now.plus(LOOK_BACK_EVERY);
    }
    int seen = 0;
    for (int i = 0; i < PAGES_A_LOOK && progress.lease(); i++) {
      List<Mark> page = facts.after(from, PAGE);
      List<Placed> fresh = facts.of(page.stream().filter(this::isNew).toList());
      if (!page.isEmpty()) {
        from = page.getLast();
      }
      if (!fresh.isEmpty()) {
        Mark upTo = from;
        transaction.executeWithoutResult(status -> {
          check(fresh, rules);
          progress.cameTo(upTo);
        });
        fresh.forEach(one -> lately.put(one.mark().id(), one.mark().time()));
        seen += fresh.size();
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    return seen;
  }

  private boolean isNew(Mark mark) {
    return !mark.time().equals(lately.get(mark.id()));
  }

  private void again(Mark after, Rules rules) {
    Mark from = after;
    for (int i = 0; i < PAGES_A_LOOK && progress.lease(); i++) {
      List<Mark> page = facts.after(from, PAGE);
      List<Placed> placed = facts.of(page);
      Mark upTo = page.size() < PAGE ? null : page.getLast();
      transaction.executeWithoutResult(status -> {
        check(placed, rules);
        progress.againCameTo(upTo);
      });
      if (upTo == null) {
        return;
      }
      from = upTo;
    }
  }

  private void check(List<Placed> page, Rules rules) {
    Map<String, List<Finding>> found = new HashMap<>();
    page.forEach(one -> found.put(one.mark().id(), rules.of(one.facts())));
    announcements.changed(flags.replace(found.keySet(), Rules.RULES, found));
  }
}
