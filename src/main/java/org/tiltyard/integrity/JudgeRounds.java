package org.tiltyard.integrity;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.integrity.CheckProgress.State;
import org.tiltyard.integrity.JudgeRecords.Ballot;
import org.tiltyard.integrity.JudgeRecords.Tested;
import org.tiltyard.rating.JudgeCheck;
import org.tiltyard.rating.JudgeVerdict;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * Tests judges with new votes against what all others said of the same pairs. All of a judge's
 * votes on pairs without names are flagged, or none.
 */
@Component
class JudgeRounds {

  /** Grows whenever the same votes may give another verdict. */
  static final int VERSION = 1;

  /** Votes show up when their transactions end, which may be a while after their time. */
  private static final Duration LATE = Duration.ofMinutes(2);

  private static final int AT_ONCE = 50;

  private final CheckProgress progress;
  private final JudgeRecords records;
  private final FlagRecords flags;
  private final Announcements announcements;
  private final Live<IntegritySettings> settings;
  private final TransactionTemplate transaction;
  private final Time time;

  JudgeRounds(
      CheckProgress progress,
      JudgeRecords records,
      FlagRecords flags,
      Announcements announcements,
      Live<IntegritySettings> integritySettings,
      TransactionTemplate transaction,
      Time time) {
    this.progress = progress;
    this.records = records;
    this.flags = flags;
    this.announcements = announcements;
    this.settings = integritySettings;
    this.transaction = transaction;
    this.time = time;
  }

  /**
   * Tests every judge who has voted since the last round, and those who are flagged, since there is
   * more to compare them with; all of them once a day and when the rule changed.
   */
  void round() {
    IntegritySettings now = settings.get();
    State state = progress.state();
    Instant begun = time.now();
    boolean all =
        !state.judgeRules().equals(now.ofJudges())
            || begun.truncatedTo(ChronoUnit.DAYS).isAfter(state.judgesAfter());
    Set<Integer> judges = records.votedSince(all ? Instant.EPOCH : state.judgesAfter().minus(LATE));
    if (now.anomalousJudge() == Mode.OFF) {
      judges.forEach(judge -> settle(judge, List.of(), null));
    } else {
      if (!all) {
        judges = records.withOtherCounts(judges);
        judges.addAll(records.anomalous());
      }
      test(judges, now.anomalousJudgeAlpha());
    }
    transaction.executeWithoutResult(status -> progress.judgesSeen(begun, now.ofJudges()));
  }

  private void test(Set<Integer> judges, double alpha) {
    if (judges.isEmpty()) {
      return;
    }
    History history = records.history();
    List<Integer> waiting = new ArrayList<>(judges);
    for (int from = 0; from < waiting.size() && progress.lease(); from += AT_ONCE) {
      List<Integer> some = waiting.subList(from, Math.min(waiting.size(), from + AT_ONCE));
      records
          .ballots(some)
          .forEach(
              (judge, ballots) -> settle(judge, ballots, test(judge, ballots, history, alpha)));
    }
  }

  private Tested test(int judge, List<Ballot> ballots, History history, double alpha) {
    History others = history.without(ballots);
    JudgeVerdict verdict =
        JudgeCheck.of(
            ballots.stream().map(others::judged).toList(),
            others.forA(),
            others.forB(),
            alpha,
            judge);
    return Tested.of(verdict, ballots.size(), others, time.now());
  }

  /** Keeps the verdict; without one nothing is known of the judge any more. */
  private void settle(int judge, List<Ballot> ballots, @Nullable Tested tested) {
    transaction.executeWithoutResult(status -> {
      records.put(judge, tested);
      Map<String, List<Finding>> found = new HashMap<>();
      Double p = tested == null ? null : tested.p();
      if (tested != null && p != null && tested.flagged()) {
        Finding finding = Finding.flagged(Rule.ANOMALOUS_JUDGE, p, tested.pattern());
        ballots.forEach(ballot -> found.put(ballot.battle(), List.of(finding)));
      }
      Set<String> concerned = new HashSet<>(records.flagged(judge));
      concerned.addAll(found.keySet());
      announcements.changed(flags.replace(concerned, Set.of(Rule.ANOMALOUS_JUDGE), found));
    });
  }
}
