package org.tiltyard.battle;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * The tallies of all pairs, in memory. Whoever asks gets what was counted last; when that is too
 * old, counting goes on beside. Only votes of the last minutes are read again and again: older ones
 * have settled and are added up. Every hour all are counted anew, for those that came late or were
 * withdrawn.
 */
@Component
class PairHistory {

  private static final Logger log = LoggerFactory.getLogger(PairHistory.class);

  /** Votes of another node with a slower clock, or of a slow transaction, come within this. */
  private static final Duration SETTLING = Duration.ofMinutes(2);

  private static final Duration RECOUNT = Duration.ofHours(1);
  private static final Instant ALWAYS = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant NEVER = Instant.parse("9000-01-01T00:00:00Z");

  private final PairCounts counts;
  private final Live<PairingSettings> settings;
  private final Time time;
  private final AtomicBoolean counting = new AtomicBoolean();

  private volatile @Nullable Counted latest;
  private @Nullable Settled settled;

  private record Counted(PairTallies tallies, Instant at) {}

  private record Settled(PairTallies tallies, Instant until, Instant countedAt) {}

  PairHistory(PairCounts counts, Live<PairingSettings> settings, Time time) {
    this.counts = counts;
    this.settings = settings;
    this.time = time;
  }

  /** What was counted last; waits for the database only when nothing was counted yet. */
  PairTallies tallies() {
    Counted known = latest;
    if (known == null) {
      return count();
    }
    boolean old = known.at.plus(settings.get().countEvery()).isBefore(time.now());
    if (old && counting.compareAndSet(false, true)) {
      Thread.ofVirtual().name("pair counts").start(this::countBeside);
    }
    return known.tallies;
  }

  private void countBeside() {
    try {
      count();
    } catch (RuntimeException e) {
      // What was counted last stays in use; the next draw tries again.
      log.warn("The votes on pairs could not be counted", e);
    } finally {
      counting.set(false);
    }
  }

  /** Counts now. */
  synchronized PairTallies count() {
    Instant now = time.now();
    Settled base = settle(now);
    PairTallies fresh = base.tallies.plus(counts.between(base.until, NEVER));
    Counted known = latest;
    // The same tallies stay the same object, by which odds that rest on them are known to hold.
    if (known != null && known.tallies.equals(fresh)) {
      fresh = known.tallies;
    }
    latest = new Counted(fresh, now);
    return fresh;
  }

  private Settled settle(Instant now) {
    Settled base = settled;
    Instant until = now.minus(SETTLING);
    if (base == null || base.countedAt.plus(RECOUNT).isBefore(now)) {
      base = new Settled(PairTallies.NONE.plus(counts.between(ALWAYS, until)), until, now);
    } else if (base.until.plus(SETTLING).isBefore(until)) {
      PairTallies sum = base.tallies.plus(counts.between(base.until, until));
      base = new Settled(sum, until, base.countedAt);
    }
    settled = base;
    return base;
  }
}
