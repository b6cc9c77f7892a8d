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
  final double[] weights;

  private Comparisons(int players, int cells) {
    this.players = players;
    this.first = new int[cells];
    this.second = new int[cells];
    this.wins = new long[cells];
    this.losses = new long[cells];
    this.ties = new long[cells];
    this.weights = new double[cells];
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

  /** How many games of each cell ended so, seen from its first player. */
  long[] counts(Outcome outcome) {
    return switch (outcome) {
      case WIN -> wins;
      case LOSS -> losses;
      case TIE -> ties;
    };
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
      decided.set(cell, first[cell], second[cell], wins[cell], losses[cell], 0, weights[cell]);
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
            ties[cell],
            weights[cell]);
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
      recounted.set(
          cell,
          first[cell],
          second[cell],
          newWins[cell],
          newLosses[cell],
          newTies[cell],
          weights[cell]);
    }
    return recounted;
  }

  /**
   * The same games with other weights: each pair counts as much as any other that was played as
   * often as the floor or more, so that a pair that was drawn often does not outweigh the rest.
   *
   * @param floor pairs with fewer games weigh less, in proportion
   */
  public Comparisons balanced(long floor) {
    Map<Long, Long> played = new HashMap<>();
    for (int cell = 0; cell < cells(); cell++) {
      played.merge(pair(cell), games(cell), Long::sum);
    }
    Comparisons balanced = recounted(wins, losses, ties);
    for (int cell = 0; cell < cells(); cell++) {
      balanced.weights[cell] /= Math.max(played.getOrDefault(pair(cell), 0L), floor);
    }
    return balanced;
  }

  private long pair(int cell) {
    return (long) first[cell] * players + second[cell];
  }

  private void set(int cell, int a, int b, long won, long lost, long tied, double weight) {
    first[cell] = a;
    second[cell] = b;
    wins[cell] = won;
    losses[cell] = lost;
    ties[cell] = tied;
    weights[cell] = weight;
  }

  /** Counts games. */
  public static final class Counter {

    private final int players;
    private final Map<Key, long[]> cells = new HashMap<>();

    private record Key(int a, int b, double weight) {}

    private static final Comparator<Key> ORDER =
        Comparator.comparingInt(Key::a).thenComparingInt(Key::b).thenComparingDouble(Key::weight);

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
      return add(a, b, outcome, count, 1);
    }

    /**
     * Counts games that ended alike and weigh alike, such as by the inverse of their propensity.
     *
     * @throws IndexOutOfBoundsException when there is no such player
     * @throws IllegalArgumentException when the count is negative or the weight not positive
     */
    public Counter add(int a, int b, Outcome outcome, long count, double weight) {
      java.util.Objects.checkIndex(a, players);
      java.util.Objects.checkIndex(b, players);
      if (count < 0) {
        throw new IllegalArgumentException("count: " + count);
      }
      if (!(weight > 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException("weight: " + weight);
      }
      if (a == b || count == 0) {
        return this;
      }
      boolean inOrder = a < b;
      Key key = inOrder ? new Key(a, b, weight) : new Key(b, a, weight);
      long[] cell = cells.computeIfAbsent(key, fresh -> new long[Outcome.values().length]);
      cell[(inOrder ? outcome : outcome.mirrored()).ordinal()] += count;
      return this;
    }

    /** All games counted so far; pairs in ascending order, whatever the order of counting. */
    public Comparisons count() {
      List<Map.Entry<Key, long[]>> sorted =
          cells.entrySet().stream().sorted(Map.Entry.comparingByKey(ORDER)).toList();
      Comparisons counted = new Comparisons(players, sorted.size());
      for (int cell = 0; cell < sorted.size(); cell++) {
        Key key = sorted.get(cell).getKey();
        long[] counts = sorted.get(cell).getValue();
        counted.set(
            cell,
            key.a,
            key.b,
            counts[Outcome.WIN.ordinal()],
            counts[Outcome.LOSS.ordinal()],
            counts[Outcome.TIE.ordinal()],
            key.weight);
      }
      return counted;
    }
  }
}
