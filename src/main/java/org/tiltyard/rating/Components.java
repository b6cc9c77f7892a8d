package org.tiltyard.rating;

import java.util.Arrays;

/**
 * Strongly connected components of the graph "has scored against". Strengths exist, as finite
 * numbers, exactly for players of one such component: between two components one side has never
 * scored, and no difference is too large to explain that (Ford 1957).
 */
final class Components {

  private final int[] of;
  private final int count;

  private Components(int[] of, int count) {
    this.of = of;
    this.count = count;
  }

  static Components of(Comparisons games) {
    return new Search(games).run();
  }

  int count() {
    return count;
  }

  /** The number of a player's component. */
  int of(int player) {
    return of[player];
  }

  /** The players of the largest component; of equal ones, of that with most games. */
  int[] largest(Comparisons games) {
    int[] sizes = new int[count];
    long[] played = new long[count];
    for (int component : of) {
      sizes[component]++;
    }
    for (int cell = 0; cell < games.cells(); cell++) {
      int component = of[games.first[cell]];
      if (component == of[games.second[cell]]) {
        played[component] += games.games(cell);
      }
    }
    int best = -1;
    // By players and not by components: of equal ones that with the lowest player comes first.
    for (int component : of) {
      if (best < 0
          || sizes[component] > sizes[best]
          || (sizes[component] == sizes[best] && played[component] > played[best])) {
        best = component;
      }
    }
    int chosen = best;
    int[] members = new int[chosen < 0 ? 0 : sizes[chosen]];
    for (int player = 0, member = 0; player < of.length; player++) {
      if (of[player] == chosen) {
        members[member++] = player;
      }
    }
    return members;
  }

  /** Tarjan's search, with its own stack: a chain of thousands of players must not overflow. */
  private static final class Search {

    private final int[] start;
    private final int[] target;
    private final int[] component;
    private final int[] index;
    private final int[] low;
    private final int[] open;
    private final int[] path;
    private final int[] next;
    private int opened;
    private int indexed;
    private int components;

    Search(Comparisons games) {
      int players = games.players();
      start = new int[players + 1];
      target = new int[2 * games.cells()];
      component = new int[players];
      index = new int[players];
      low = new int[players];
      open = new int[players];
      path = new int[players];
      next = new int[players];
      Arrays.fill(component, -1);
      Arrays.fill(index, -1);
      addEdges(games);
    }

    private void addEdges(Comparisons games) {
      for (int cell = 0; cell < games.cells(); cell++) {
        start[games.first[cell] + 1] += firstScored(games, cell) ? 1 : 0;
        start[games.second[cell] + 1] += secondScored(games, cell) ? 1 : 0;
      }
      for (int player = 0; player < start.length - 1; player++) {
        start[player + 1] += start[player];
      }
      int[] at = start.clone();
      for (int cell = 0; cell < games.cells(); cell++) {
        if (firstScored(games, cell)) {
          target[at[games.first[cell]]++] = games.second[cell];
        }
        if (secondScored(games, cell)) {
          target[at[games.second[cell]]++] = games.first[cell];
        }
      }
    }

    private static boolean firstScored(Comparisons games, int cell) {
      return games.wins[cell] + games.ties[cell] > 0;
    }

    private static boolean secondScored(Comparisons games, int cell) {
      return games.losses[cell] + games.ties[cell] > 0;
    }

    Components run() {
      for (int player = 0; player < index.length; player++) {
        if (index[player] < 0) {
          searchFrom(player);
        }
      }
      return new Components(component, components);
    }

    private void searchFrom(int root) {
      int depth = 0;
      path[0] = enter(root);
      while (depth >= 0) {
        int player = path[depth];
        if (next[player] < start[player + 1]) {
          int other = target[next[player]++];
          if (index[other] < 0) {
            path[++depth] = enter(other);
          } else if (component[other] < 0) {
            low[player] = Math.min(low[player], index[other]);
          }
        } else {
          depth--;
          if (depth >= 0) {
            low[path[depth]] = Math.min(low[path[depth]], low[player]);
          }
          closeIfRoot(player);
        }
      }
    }

    private int enter(int player) {
      index[player] = indexed;
      low[player] = indexed++;
      next[player] = start[player];
      open[opened++] = player;
      return player;
    }

    private void closeIfRoot(int player) {
      if (low[player] != index[player]) {
        return;
      }
      int member;
      do {
        member = open[--opened];
        component[member] = components;
      } while (member != player);
      components++;
    }
  }
}
