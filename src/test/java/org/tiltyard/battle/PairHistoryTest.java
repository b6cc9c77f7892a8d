package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.battle.PairingFixture.NOW;
import static org.tiltyard.battle.PairingFixture.id;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

class PairHistoryTest {

  private static final Duration LATEST = Duration.ofSeconds(90);

  /** Votes with their times; a count can be held up or made to fail. */
  private static final class Votes implements PairCounts {

    private record Vote(Instant at, PairCount count) {}

    private final List<Vote> votes = new CopyOnWriteArrayList<>();
    private final AtomicLong read = new AtomicLong();
    private volatile @Nullable CountDownLatch gate;
    private volatile boolean broken;

    void add(Instant at, int a, int b) {
      votes.add(new Vote(at, new PairCount(id(a), id(b), 1, 0, 0)));
    }

    @Override
    public List<PairCount> between(Instant from, Instant until) {
      CountDownLatch held = gate;
      if (held != null) {
        await(held);
      }
      if (broken) {
        throw new IllegalStateException("no database");
      }
      List<PairCount> found =
          votes.stream()
              .filter(vote -> !vote.at.isBefore(from) && vote.at.isBefore(until))
              .map(Vote::count)
              .toList();
      read.addAndGet(found.size());
      return found;
    }

    private static void await(CountDownLatch held) {
      try {
        held.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final Votes votes = new Votes();
  private volatile Instant now = NOW;

  private PairHistory history() {
    InstantSource source = () -> now;
    Live<PairingSettings> settings = Live.of(PairingFixture.settings(Map.of()));
    return new PairHistory(votes, settings, new Time(source.withZone(ZoneOffset.UTC)));
  }

  @Test
  void countsEveryVoteOnceWhateverComesLate() {
    PairHistory history = history();
    Random random = new Random(3);
    long expected = 0;
    for (int step = 0; step < 500; step++) {
      now = now.plusSeconds(20);
      int fresh = random.nextInt(4);
      for (int vote = 0; vote < fresh; vote++) {
        votes.add(now.minusMillis(random.nextLong(LATEST.toMillis())), 1, 2);
      }
      expected += fresh;
      assertThat(history.count().of(id(2), id(1)).wins()).isEqualTo(expected);
    }
    // Read again are only those of the last minutes, and all of them each hour.
    assertThat(votes.read.get()).isLessThan(40 * expected);
  }

  @Test
  void forgetsWithinAnHourWhatWasWithdrawn() {
    PairHistory history = history();
    votes.add(now.minusSeconds(3600), 1, 2);
    assertThat(history.count().votes(id(1))).isEqualTo(1);

    votes.votes.clear();
    now = now.plus(Duration.ofMinutes(61));
    assertThat(history.count().votes(id(1))).isZero();
  }

  @Test
  void keepsADrawFromWaitingForTheCount() {
    PairHistory history = history();
    votes.add(now.minusSeconds(1), 1, 2);
    PairTallies first = history.tallies();

    CountDownLatch gate = new CountDownLatch(1);
    votes.gate = gate;
    votes.add(now, 1, 2);
    now = now.plusSeconds(10);
    assertThat(history.tallies()).isSameAs(first);

    gate.countDown();
    assertThat(eventually(history, 2)).isEqualTo(2);
  }

  @Test
  void keepsWhatItKnowsWhileTheDatabaseIsAway() {
    PairHistory history = history();
    votes.add(now.minusSeconds(1), 1, 2);
    assertThat(history.tallies().votes(id(2))).isEqualTo(1);

    votes.broken = true;
    votes.add(now, 1, 2);
    now = now.plusSeconds(10);
    assertThat(history.tallies().votes(id(2))).isEqualTo(1);

    votes.broken = false;
    assertThat(eventually(history, 2)).isEqualTo(2);
  }

  @Test
  void keepsTheSameTalliesWhenNobodyVoted() {
    PairHistory history = history();
    votes.add(now.minusSeconds(1), 1, 2);
    PairTallies first = history.count();
    now = now.plusSeconds(60);

    assertThat(history.count()).isSameAs(first);
  }

  private static long eventually(PairHistory history, long wanted) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    long seen = history.tallies().votes(id(2));
    while (seen != wanted && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      seen = history.tallies().votes(id(2));
    }
    return seen;
  }
}
