package org.tiltyard.battle;

import java.util.Arrays;
import java.util.Optional;

/** How models and people meet. */
public enum Mode {
  /** Two models are drawn, and their names are hidden until the vote. */
  ANONYMOUS("anonymous", 0),
  /** The person chooses two models, and sees their names from the first moment. */
  SIDE_BY_SIDE("side-by-side", 2),
  /** The person chooses one model; there is nothing to vote on, but thumbs for each answer. */
  DIRECT("direct", 1);

  private final String word;
  private final int choices;

  Mode(String word, int choices) {
    this.word = word;
    this.choices = choices;
  }

  /** The form in requests, addresses and the database. */
  public String word() {
    return word;
  }

  /** How many models the person chooses. */
  public int choices() {
    return choices;
  }

  static Optional<Mode> of(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
  }
}
