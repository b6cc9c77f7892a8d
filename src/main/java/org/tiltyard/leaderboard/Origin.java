package org.tiltyard.leaderboard;

/** Where the votes of a board come from. */
public enum Origin implements Choice {
  /** This arena. */
  OWN,
  /** Files that were imported. */
  IMPORTED,
  /** Both. */
  ALL,
  /** Battles of the built-in demo programs, which are on no other board. */
  DEMO
}
