package org.tiltyard.rating;

/**
 * A vote of the judge who is checked, and what all other judges have said of the same two models.
 *
 * @param a the model that sat in seat A
 * @param b the model that sat in seat B
 * @param outcome seen from seat A; "both are bad" is a tie
 * @param wins how many other votes on the pair model a has won, in whichever seat it sat
 * @param ties how many of them were ties
 * @param losses how many of them model b has won
 * @param seed a number that belongs to this vote, such as a hash of its id: it decides between
 *     outcomes that are equally surprising, so that a check repeated says the same
 */
public record JudgedVote(
    int a, int b, Outcome outcome, long wins, long ties, long losses, long seed) {

  /**
   * @throws IllegalArgumentException when a count is negative
   */
  public JudgedVote {
    if (wins < 0 || ties < 0 || losses < 0) {
      throw new IllegalArgumentException("history: %d, %d, %d".formatted(wins, ties, losses));
    }
  }

  long history() {
    return wins + ties + losses;
  }
}
