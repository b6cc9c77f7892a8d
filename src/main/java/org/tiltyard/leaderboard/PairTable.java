package org.tiltyard.leaderboard;

import java.util.List;
import java.util.Optional;
import org.tiltyard.models.ModelId;

/** Every pair of a board's models: what happened, and what the ratings would have expected. */
public final class PairTable {

  /**
   * A pair, seen from its first model.
   *
   * @param expected the probability with which the first wins, by the ratings
   */
  public record Meeting(long wins, long losses, long ties, double expected) {

    /** How many votes there are on the pair. */
    public long votes() {
      return wins + losses + ties;
    }

    /** Wins and half of the ties, as a share; empty without votes. */
    public Optional<Double> observed() {
      return votes() == 0 ? Optional.empty() : Optional.of((wins + 0.5 * ties) / votes());
    }
  }

  private final List<ModelId> models;
  private final long[][] wins;
  private final long[][] ties;
  private final double[][] expected;

  PairTable(List<ModelId> models, long[][] wins, long[][] ties, double[][] expected) {
    this.models = List.copyOf(models);
    this.wins = wins;
    this.ties = ties;
    this.expected = expected;
  }

  /** The models, in the order of the board's rows. */
  public List<ModelId> models() {
    return models;
  }

  /** The pair of the i-th and the j-th of {@link #models}. */
  public Meeting of(int i, int j) {
    return new Meeting(wins[i][j], wins[j][i], ties[i][j], expected[i][j]);
  }
}
