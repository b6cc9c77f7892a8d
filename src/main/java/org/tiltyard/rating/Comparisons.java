package org.tiltyard.rating;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Games between players 0 … n-1, counted by pair and outcome. Every computation works on these
 * counts, so its cost does not depend on the number of games.
 */
public final class Comparisons {

  private final int players;
  final int[] first;
  final int[] second;
  final long[] wins;
  final long[] losses;
  final long[] ties;

  private Comparisons(int players, int cells) {
    this.players = players;
    this.first = new int[cells];
    this.second = new int[cells];
    this.wins = new long[cells];
    this.losses = new long[cells];
    this.ties = new long[cells];
  }

  /** How many players there are, those without a game included. */
  public int players() {
    return players;
  }

  /** How many games were counted. */
  public long games() {
    long games = 0;
    for (int cell = 0; cell < cells(); cell++) {
      games += games(cell);
    }
    return games;
  }

  /** How many games each player has played. */
  public long[] gamesOfEach() {
    long[] games = new long[players];
    for (int cell = 0; cell < cells(); cell++) {
      games[first[cell]] += games(cell);
      games[second[cell]] += games(cell);
    }
    return games;
  }

  int cells() {
    return first.length;
  }

  long games(int cell) {
    return wins[cell] + losses[cell] + ties[cell];
  }

  /** What the first player of the cell has scored. */
  double score(int cell) {
    return wins[cell] + 0.5 * ties[cell];
  }

  Comparisons under(TieRule rule) {
    if (rule == TieRule.HALF) {
      return this;
    }
    Comparisons decided = new Comparisons(players, cells());
    for (int cell = 0; cell < cells(); cell++) {
      decided.set(cell, first[cell], second[cell], wins[cell], losses[cell], 0);
    }
    return decided;
  }

  /** The games among some of the players, who are numbered anew in the order given. */
  Comparisons among(int[] some) {
    int[] renumbered = new int[players];
    Arrays.fill(renumbered, -1);
    for (int i = 0; i < some.length; i++) {
      renumbered[some[i]] = i;
    }
    int kept = 0;
    for (int cell = 0; cell < cells(); cell++) {
      kept += inside(cell, renumbered) ? 1 : 0;
    }
    Comparisons among = new Comparisons(some.length, kept);
    int to = 0;
    for (int cell = 0; cell < cells(); cell++) {
      if (inside(cell, renumbered)) {
        among.set(
            to++,
            renumbered[first[cell]],
            renumbered[second[cell]],
            wins[cell],
            losses[cell],
            ties[cell]);
      }
    }
    return among;
  }

  private boolean inside(int cell, int[] renumbered) {
    return games(cell) > 0 && renumbered[first[cell]] >= 0 && renumbered[second[cell]] >= 0;
  }

  /** The same cells with other counts; shares the players. */
  Comparisons recounted(long[] newWins, long[] newLosses, long[] newTies) {
    Comparisons recounted = new Comparisons(players, cells());
    for (int cell = 0; cell < cells(); cell++) {
      recounted.set(cell, first[cell], second[cell], newWins[cell], newLosses[cell], newTies[cell]);
    }
    return recounted;
  }

  private void set(int cell, int a, int b, long won, long lost, long tied) {
    first[cell] = a;
    second[cell] = b;
    wins[cell] = won;
    losses[cell] = lost;
    ties[cell] = tied;
  }

  /** Counts games. */
  public static final class Counter {

    private final int players;
    private final Map<Long, long[]> cells = new HashMap<>();

    /** Begins with no games between so many players. */
    public Counter(int players) {
      if (players < 0) {
        throw new IllegalArgumentException("players: " + players);
      }
      this.players = players;
    }

    /** Counts one game. */
    public Counter add(int a, int b, Outcome outcome) {
      return add(a, b, outcome, 1);
    }

    /**
     * Counts games that ended alike. Those of a player against itself say nothing and are left out.
     *
     * @throws IndexOutOfBoundsException when there is no such player
     * @throws IllegalArgumentException when the count is negative
     */
    public Counter add(int a, int b, Outcome outcome, long count) {
      java.util.Objects.checkIndex(a, players);
      java.util.Objects.checkIndex(b, players);
      if (count < 0) {
        throw new IllegalArgumentException("count: " + count);
      }
      if (a == b || count == 0) {
        return this;
      }
      boolean inOrder = a < b;
      long key = inOrder ? (long) a * players + b : (long) b * players + a;
      long[] cell = cells.computeIfAbsent(key, fresh -> new long[Outcome.values().length]);
      cell[(inOrder ? outcome : mirrored(outcome)).ordinal()] += count;
      return this;
    }

    private static Outcome mirrored(Outcome outcome) {
      return switch (outcome) {
        case WIN -> Outcome.LOSS;
        case LOSS -> Outcome.WIN;
        case TIE -> Outcome.TIE;
      };
    }

    /** All games counted so far; pairs in ascending order, whatever the order of counting. */
    public Comparisons count() {
      List<Map.Entry<Long, long[]>> sorted =
          cells.entrySet().stream().sorted(Comparator.comparing(Map.Entry::getKey)).toList();
      Comparisons counted = new Comparisons(players, sorted.size());
      for (int cell = 0; cell < sorted.size(); cell++) {
        long key = sorted.get(cell).getKey();
        long[] counts = sorted.get(cell).getValue();
        counted.set(
            cell,
            (int) (key / players),
            (int) (key % players),
            counts[Outcome.WIN.ordinal()],
            counts[Outcome.LOSS.ordinal()],
            counts[Outcome.TIE.ordinal()]);
      }
      return counted;
    }
  }
}
