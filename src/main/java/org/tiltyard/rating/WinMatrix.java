package org.tiltyard.rating;

/**
 * How well the share of wins of a pair is known, and what one more game would add. Chatbot Arena
 * (arXiv 2403.04132, section 5) draws pairs by the latter.
 */
public final class WinMatrix {

  private WinMatrix() {}

  /**
   * The variance Σ of the score of one game of a pair: 1 for a win, ½ for a tie, 0 for a loss. One
   * win and one loss are added to what was counted, so that a pair with few games, all of which
   * ended alike, is not taken for one that always will.
   *
   * @return in (0, ¼]; ¼ when nothing was counted
   */
  public static double variance(long wins, long losses, long ties) {
    double games = wins + losses + ties + 2.0;
    double mean = (wins + 1 + 0.5 * ties) / games;
    double meanSquare = (wins + 1 + 0.25 * ties) / games;
    return meanSquare - mean * mean;
  }

  /**
   * By how much one more game would shrink the standard error of a pair's mean score: √(Σ/n) -
   * √(Σ/(n+1)). A pair without a game counts as one with a single game.
   */
  public static double gain(double variance, long games) {
    double n = Math.max(games, 1);
    return Math.sqrt(variance / n) - Math.sqrt(variance / (n + 1));
  }
}
