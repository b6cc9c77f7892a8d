package org.tiltyard.leaderboard;

/**
 * Votes on a pair that are alike, counted.
 *
 * @param modelA the id of the one that {@code wins} are those of
 * @param leftOut why they don't count; empty if they do
 * @param weight what each of them weighs
 */
record Tally(
    String modelA,
    String modelB,
    String leftOut,
    long wins,
    long losses,
    long ties,
    long bothBad,
    double weight) {

  long votes() {
    return wins + losses + ties + bothBad;
  }
}
