package org.tiltyard.leaderboard;

/** A board's plots, those over time aside, which rest on days and not on one board. */
enum Plot implements Choice {
  /** Ratings and what they lie between. */
  INTERVALS,
  /** How often each model wins against each other, expected and observed. */
  WIN_RATES,
  /** How many votes each pair has. */
  BATTLES,
  /** Rating against price. */
  PRICE,
  /** Rating against speed. */
  SPEED,
  /** What style is worth. */
  STYLE
}
