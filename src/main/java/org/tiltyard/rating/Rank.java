package org.tiltyard.rating;

import java.util.ArrayList;
import java.util.List;

/**
 * The places that a player may have, the intervals being what they are.
 *
 * @param best 1 + the number of players whose lower bound exceeds this one's upper bound
 * @param worst the number of players whose upper bound does not lie below this one's lower bound
 */
public record Rank(int best, int worst) {

  /** The places of all players, in the order of their intervals. */
  public static List<Rank> of(List<Interval> intervals) {
    List<Rank> ranks = new ArrayList<>(intervals.size());
    for (Interval own : intervals) {
      int above = 0;
      int below = 0;
      for (Interval other : intervals) {
        above += other.lower() > own.upper() ? 1 : 0;
        below += other.upper() < own.lower() ? 1 : 0;
      }
      ranks.add(new Rank(1 + above, intervals.size() - below));
    }
    return ranks;
  }
}
