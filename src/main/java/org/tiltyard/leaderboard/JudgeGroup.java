package org.tiltyard.leaderboard;

/** Whose votes a board rests on. */
public enum JudgeGroup implements Choice {
  /** All. */
  EVERYONE,
  /** Those of people without an account. */
  VISITORS,
  /** Those of annotators. */
  ANNOTATORS,
  /** Those of researchers and admins. */
  RESEARCHERS
}
