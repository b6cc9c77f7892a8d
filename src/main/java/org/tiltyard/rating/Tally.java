package org.tiltyard.rating;

import java.util.SplittableRandom;

/** All votes on two models, seen from the first of them, and which of them are the judge's. */
final class Tally {

  /** No place is closer to 0 or 1: its logarithm would be that of a rounding error. */
  private static final double CLOSE = 1e-9;

  private long wins;
  private long ties;
  private long losses;
  private int own;
  private int ownHalves;

  /** Begins with the votes of others. */
  Tally(long wins, long ties, long losses) {
    this.wins = wins;
    this.ties = ties;
    this.losses = losses;
  }

  /** Adds a vote of the judge. */
  Tally add(Outcome outcome) {
    switch (outcome) {
      case WIN -> wins++;
      case TIE -> ties++;
      case LOSS -> losses++;
    }
    own++;
    ownHalves +=
        switch (outcome) {
          case WIN -> 2;
          case TIE -> 1;
          case LOSS -> 0;
        };
    return this;
  }

  long wins() {
    return wins;
  }

  long ties() {
    return ties;
  }

  long losses() {
    return losses;
  }

  /** How many votes are the judge's. */
  int own() {
    return own;
  }

  /** How many half points the judge gave to the first model. */
  int ownHalves() {
    return ownHalves;
  }

  /**
   * Whether one of the two is the favourite: of all votes, the judge's included. If it were that of
   * the others alone, an honest judge would vote against it more often than they did, because a
   * model is taken for the favourite the sooner the luckier it was.
   */
  boolean hasFavourite() {
    return wins != losses;
  }

  boolean favoursFirst() {
    return wins > losses;
  }

  /**
   * The place of one of these votes among all of them, those for the favourite first, in (0, 1).
   * Votes that say the same stand in an order drawn by the seed: with three outcomes most votes do,
   * and only so is a place anywhere in (0, 1) equally likely.
   */
  double placeOf(Outcome outcome, long seed) {
    double between = new SplittableRandom(seed).nextDouble();
    boolean first = wins >= losses;
    Outcome favoured = first ? outcome : outcome.mirrored();
    long won = first ? wins : losses;
    long lost = first ? losses : wins;
    double before =
        switch (favoured) {
          case WIN -> between * won;
          case TIE -> won + between * ties;
          case LOSS -> won + ties + between * lost;
        };
    return Math.clamp(before / (won + ties + lost), CLOSE, 1 - CLOSE);
  }
}
