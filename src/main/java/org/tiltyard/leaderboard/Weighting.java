package org.tiltyard.leaderboard;

/** How much a vote weighs. */
public enum Weighting implements Choice {
  /** All votes the same. */
  NONE,
  /** By the inverse of the probability with which its pair was drawn. */
  PROPENSITY,
  /** All pairs the same, but those with few votes. */
  PAIRS
}
