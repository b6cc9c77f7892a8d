package org.tiltyard.leaderboard;

/** Which battles a board rests on. */
public enum BattleMode implements Choice {
  /** Those whose names were hidden until the vote. */
  ANONYMOUS,
  /** Those whose names were shown from the first moment. */
  SIDE_BY_SIDE,
  /** Both. */
  ALL
}
