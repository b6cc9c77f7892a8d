package org.tiltyard.rating;

import java.util.Arrays;

/** Fitted strengths. Players who can't be compared with the others have none. */
public final class Fit {

  private final int players;
  final int[] rated;
  final Comparisons games;
  final double[] strengths;
  private final Components components;
  private final int[] position;

  /**
   * @param rated the players who have a strength
   * @param games those among the rated, who are numbered in this order
   * @param strengths in this order
   */
  Fit(int players, int[] rated, Comparisons games, double[] strengths, Components components) {
    this.players = players;
    this.rated = rated;
    this.games = games;
    this.strengths = strengths;
    this.components = components;
    this.position = new int[players];
    Arrays.fill(position, -1);
    for (int i = 0; i < rated.length; i++) {
      position[rated[i]] = i;
    }
  }

  /** How many players there are, rated or not. */
  public int players() {
    return players;
  }

  /** Whether the player has a strength; if not, it is not yet comparable. */
  public boolean isRated(int player) {
    return position[player] >= 0;
  }

  /** The rated players, in ascending order. */
  public int[] rated() {
    return rated.clone();
  }

  /** How many groups there are whose members can be compared with each other, and no others. */
  public int groups() {
    return components.count();
  }

  /** The number of a player's group, from 0. */
  public int group(int player) {
    return components.of(player);
  }

  /** How many games the strengths rest on. */
  public long gamesUsed() {
    return games.games();
  }

  /**
   * A player's strength θ; the strengths of all rated players add up to 0.
   *
   * @throws IllegalArgumentException when the player is not rated
   */
  public double strength(int player) {
    return strengths[positionOf(player)];
  }

  /** The probability that a beats b, both rated. */
  public double probability(int a, int b) {
    return BradleyTerry.probability(strength(a) - strength(b));
  }

  int positionOf(int player) {
    if (position[player] < 0) {
      throw new IllegalArgumentException("player " + player + " is not rated");
    }
    return position[player];
  }
}
