package org.tiltyard.leaderboard;

/** How intervals are worked out. */
public enum Intervals implements Choice {
  /** From the sandwich estimator of the covariance. */
  SANDWICH,
  /** From fits of votes drawn anew, always with the same seed. */
  BOOTSTRAP
}
