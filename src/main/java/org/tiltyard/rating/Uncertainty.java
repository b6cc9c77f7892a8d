package org.tiltyard.rating;

/** How well strengths are known. */
public interface Uncertainty {

  /**
   * Where a player's strength lies, with a confidence of 95 %.
   *
   * @throws IllegalArgumentException when the player is not rated
   */
  Interval interval(int player);
}
