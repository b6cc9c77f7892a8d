package org.tiltyard.leaderboard;

/** What ties, and verdicts that both are bad, are worth. */
public enum Ties implements Choice {
  /** A game of which each side wins half. */
  IN,
  /** Half such a game. */
  HALVED,
  /** Nothing, as if nobody had voted. */
  OUT
}
