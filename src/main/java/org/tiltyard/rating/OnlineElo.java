package org.tiltyard.rating;

import java.util.Arrays;

/**
 * Elo's rating, game by game: everybody begins at 1000, a difference of 400 means odds of ten to
 * one. Unlike fitted strengths it depends on the order of the games.
 */
public final class OnlineElo {

  private static final double START = 1000;
  private static final double TEN_TO_ONE = 400;

  private final double k;
  private final double[] ratings;

  /**
   * Begins with no games.
   *
   * @param k the most points that one game can move
   */
  public OnlineElo(int players, double k) {
    this.k = k;
    this.ratings = new double[players];
    Arrays.fill(ratings, START);
  }

  /** Takes the next game into account; one of a player against itself says nothing. */
  public void play(int a, int b, Outcome outcome) {
    if (a == b) {
      return;
    }
    double expected = 1 / (1 + StrictMath.pow(10, (ratings[b] - ratings[a]) / TEN_TO_ONE));
    double score =
        switch (outcome) {
          case WIN -> 1;
          case LOSS -> 0;
          case TIE -> 0.5;
        };
    double change = k * (score - expected);
    ratings[a] += change;
    ratings[b] -= change;
  }

  /** The player's rating after the games so far. */
  public double rating(int player) {
    return ratings[player];
  }
}
