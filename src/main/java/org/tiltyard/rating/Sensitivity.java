package org.tiltyard.rating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How few votes would change who is first. An interval says what other votes of the same kind would
 * give; this says what a handful of chosen ones can do (Broderick, Giordano and Meager, arXiv
 * 2011.14999; for rankings of models Huang and others, arXiv 2508.11847).
 *
 * <p>What one vote does to the lead is known from one Newton step: with d = e_i - e_j and v =
 * A⁺(e_l - e_c), leader l, challenger c, taking it away changes the lead by -w (y - p) dᵀv, turning
 * it round by w (1 - 2y) dᵀv. The votes with the largest effect go first, half of what seems to be
 * missing at a time, and strengths are fitted anew in between. So every answer is one that was
 * tried out; that there is none smaller is likely but not certain.
 */
public final class Sensitivity {

  private static final int MOST_ROUNDS = 200;

  private final Comparisons games;
  private final Way way;
  private final int leader;
  private final int challenger;

  /** The same cells, with what is left of their counts. */
  private Comparisons left;

  /** What is done to a vote. */
  private enum Way {
    REMOVED,
    TURNED
  }

  /**
   * Votes that make another player first.
   *
   * @param leader who is first with all votes
   * @param challenger who then is stronger
   * @param votes how many votes that takes
   * @param share of all votes that the strengths rest on
   * @param which votes they are
   */
  public record Change(int leader, int challenger, long votes, double share, List<Votes> which) {}

  /** Votes on one pair that said the same; the outcome is seen from player a. */
  public record Votes(int a, int b, Outcome outcome, long count) {}

  /** Votes that said the same: which cell, how they ended, what one of them does to the lead. */
  private record Alike(int cell, Outcome outcome, double effect) {}

  private Sensitivity(Comparisons games, Way way, int leader, int challenger) {
    this.games = games;
    this.way = way;
    this.leader = leader;
    this.challenger = challenger;
    this.left = games.recounted(games.wins, games.losses, games.ties);
  }

  /**
   * The fewest votes found without which another would be first.
   *
   * @param challengers how many players after the first are tried
   * @return empty when nobody is rated, or when no votes were found that do it and leave both rated
   */
  public static Optional<Change> ifRemoved(Fit fit, int challengers) {
    return fewest(fit, challengers, Way.REMOVED);
  }

  /**
   * The fewest votes found that, cast for the other model instead, would make another first.
   *
   * @param challengers how many players after the first are tried
   * @return empty as for {@link #ifRemoved}
   */
  public static Optional<Change> ifTurned(Fit fit, int challengers) {
    return fewest(fit, challengers, Way.TURNED);
  }

  private static Optional<Change> fewest(Fit fit, int challengers, Way way) {
    int[] ranking =
        IntStream.range(0, fit.strengths.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -fit.strengths[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    Change best = null;
    for (int place = 1; place < ranking.length && place <= challengers; place++) {
      long bound = best == null ? Long.MAX_VALUE : best.votes - 1;
      Sensitivity search = new Sensitivity(fit.games, way, ranking[0], ranking[place]);
      if (search.overtakes(fit.strengths.clone(), bound)) {
        best = search.change(fit);
      }
    }
    return Optional.ofNullable(best);
  }

  /** Changes votes until the challenger is stronger; false when that takes more than the bound. */
  private boolean overtakes(double[] strengths, long bound) {
    long changed = 0;
    long mostAtOnce = Long.MAX_VALUE;
    for (int round = 0; round < MOST_ROUNDS && changed < bound; round++) {
      List<Alike> useful = useful(strengths);
      long missing = missing(useful, strengths[leader] - strengths[challenger]);
      long batch = Math.clamp(missing / 2, 1, Math.min(mostAtOnce, bound - changed));
      Comparisons before = left;
      double[] strengthsBefore = strengths.clone();
      left = left.recounted(left.wins, left.losses, left.ties);
      long taken = take(useful, batch);
      changed += taken;
      if (taken == 0 || !refit(strengths)) {
        return false;
      }
      if (strengths[challenger] - strengths[leader] > BradleyTerry.PRECISION) {
        if (batch == 1) {
          return true;
        }
        // Perhaps fewer would have done.
        left = before;
        strengths = strengthsBefore;
        changed -= taken;
        mostAtOnce = batch / 2;
      }
    }
    return false;
  }

  /** Votes that keep the lead up, those that do most first. */
  private List<Alike> useful(double[] strengths) {
    double[] reach = reach(strengths);
    List<Alike> useful = new ArrayList<>();
    for (int cell = 0; cell < games.cells(); cell++) {
      int i = games.first[cell];
      int j = games.second[cell];
      double p = BradleyTerry.probability(strengths[i] - strengths[j]);
      double onLead = games.weights[cell] * (reach[i] - reach[j]);
      for (Outcome outcome : Outcome.values()) {
        double effect = onLead * lost(outcome, p);
        if (left.counts(outcome)[cell] > 0 && effect > 0) {
          useful.add(new Alike(cell, outcome, effect));
        }
      }
    }
    useful.sort(Comparator.comparingDouble(Alike::effect).reversed());
    return useful;
  }

  /** By how much the score of the cell's first player falls, compared with what is expected. */
  private double lost(Outcome outcome, double p) {
    double score =
        switch (outcome) {
          case WIN -> 1;
          case LOSS -> 0;
          case TIE -> 0.5;
        };
    return way == Way.REMOVED ? score - p : 2 * score - 1;
  }

  /** How much the lead changes with the score of each player: A⁺(e_l - e_c). */
  private double[] reach(double[] strengths) {
    SymmetricMatrix information = new SymmetricMatrix(strengths.length);
    double[] reach = new double[strengths.length];
    BradleyTerry.derivatives(left, strengths, reach, information);
    Arrays.fill(reach, 0);
    reach[leader] = 1;
    reach[challenger] = -1;
    BradleyTerry.solve(information, reach);
    return reach;
  }

  /** How many votes it takes if each of them does what one step says. */
  private long missing(List<Alike> useful, double lead) {
    double remaining = lead;
    long missing = 0;
    for (Alike alike : useful) {
      long count = left.counts(alike.outcome)[alike.cell];
      if (alike.effect * count >= remaining) {
        return missing + (long) Math.ceil(remaining / alike.effect);
      }
      remaining -= alike.effect * count;
      missing += count;
    }
    return missing;
  }

  private long take(List<Alike> useful, long most) {
    long remaining = most;
    for (Alike alike : useful) {
      long taken = Math.min(remaining, left.counts(alike.outcome)[alike.cell]);
      left.counts(alike.outcome)[alike.cell] -= taken;
      if (way == Way.TURNED) {
        left.counts(alike.outcome.mirrored())[alike.cell] += taken;
      }
      remaining -= taken;
    }
    return most - remaining;
  }

  /** False when not everybody can be compared any more. */
  private boolean refit(double[] strengths) {
    if (Components.of(left).count() > 1) {
      return false;
    }
    BradleyTerry.climb(left, strengths);
    return true;
  }

  private Change change(Fit fit) {
    List<Votes> which = new ArrayList<>();
    long votes = 0;
    for (int cell = 0; cell < games.cells(); cell++) {
      int a = fit.rated[games.first[cell]];
      int b = fit.rated[games.second[cell]];
      for (Outcome outcome : Outcome.values()) {
        long fewer = games.counts(outcome)[cell] - left.counts(outcome)[cell];
        if (fewer > 0) {
          which.add(new Votes(a, b, outcome, fewer));
          votes += fewer;
        }
      }
    }
    return new Change(
        fit.rated[leader],
        fit.rated[challenger],
        votes,
        (double) votes / fit.gamesUsed(),
        List.copyOf(which));
  }
}
