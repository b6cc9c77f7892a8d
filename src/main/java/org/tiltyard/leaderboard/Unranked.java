package org.tiltyard.leaderboard;

import org.tiltyard.models.ModelId;

/** A model that has votes, but no rating on a board. */
public record Unranked(
    ModelId id, String name, long votes, long wins, long losses, long ties, Why why) {

  /** Why it has none. */
  public enum Why implements Choice {
    /** Fewer than the board asks for. */
    NOT_ENOUGH_VOTES,
    /** It has won all its battles: no rating would be high enough. */
    NEVER_LOST,
    /** It has lost all its battles: no rating would be low enough. */
    NEVER_SCORED,
    /** It hasn't met the rated ones, directly or by way of others, with wins both ways. */
    NOT_COMPARABLE
  }
}
