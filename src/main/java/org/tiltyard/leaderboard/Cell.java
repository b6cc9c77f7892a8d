package org.tiltyard.leaderboard;

import org.tiltyard.leaderboard.Fact.Traits;

/** What all votes have in common that are counted together; {@code modelA} is the smaller id. */
record Cell(String modelA, String modelB, Traits traits) {

  /** Votes by outcome; wins are those of the smaller id. May be negative, as a difference. */
  record Count(long wins, long losses, long ties, long bothBad) {

    static final Count NONE = new Count(0, 0, 0, 0);
    static final Count WIN = new Count(1, 0, 0, 0);
    static final Count LOSS = new Count(0, 1, 0, 0);
    static final Count TIE = new Count(0, 0, 1, 0);
    static final Count BOTH_BAD = new Count(0, 0, 0, 1);

    Count plus(Count other) {
      return new Count(
          wins + other.wins, losses + other.losses, ties + other.ties, bothBad + other.bothBad);
    }

    Count negated() {
      return times(-1);
    }

    Count times(long factor) {
      return new Count(factor * wins, factor * losses, factor * ties, factor * bothBad);
    }

    long all() {
      return wins + losses + ties + bothBad;
    }
  }
}
