package org.tiltyard.rating;

import java.util.List;
import java.util.OptionalInt;

/** What the check of a judge has found. */
public sealed interface JudgeVerdict {

  /**
   * Nothing can be said: too few of the judge's votes are on pairs that others know.
   *
   * @param votes how many are
   */
  record Unavailable(int votes) implements JudgeVerdict {}

  /**
   * The judge was checked.
   *
   * @param findings one for each pattern that was looked for, the least likely first
   * @param flagged whether the first of them is less likely than the level of the check
   */
  record Checked(List<Finding> findings, boolean flagged) implements JudgeVerdict {

    /** The pattern that would be the least likely of an honest judge. */
    public Finding strongest() {
      return findings.getFirst();
    }
  }

  /**
   * One pattern, and how likely it is that an honest judge shows it.
   *
   * @param pattern which
   * @param statistic what it was found by
   * @param model the model that the pattern is about, if it is about one
   * @param p the probability that an honest judge would show this pattern or another one at least
   *     as strongly, in [0, 1]: all that was looked for is accounted for
   * @param votes how many votes it rests on
   */
  record Finding(Pattern pattern, Statistic statistic, OptionalInt model, double p, int votes) {}

  /** What a judge may do who doesn't judge. */
  enum Pattern {
    /** Votes against the pair's favourite too often: at random, or always for the loser. */
    AGAINST_FAVOURITE,
    /** Votes for the pair's favourite too often: copies what others said. */
    WITH_FAVOURITE,
    /** Votes for seat A too often. */
    SEAT_A,
    /** Votes for seat B too often. */
    SEAT_B,
    /** Votes for one model too often. */
    FOR_MODEL,
    /** Votes against one model too often. */
    AGAINST_MODEL
  }

  /** How a pattern is measured. */
  enum Statistic {
    /** Fisher's M = -2 Σ log p over the votes in their order, at several points. */
    FISHER,
    /** How many points the votes gave, of which the distribution is known exactly. */
    POINTS
  }
}
