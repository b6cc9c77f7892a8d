package org.tiltyard.integrity;

import org.jspecify.annotations.Nullable;
import org.tiltyard.settings.PlainValues;

/**
 * What a rule says of a vote.
 *
 * @param state {@code flagged}, or {@code unavailable} where it could not be looked at
 * @param figure by which it is flagged; each rule has its own unit
 * @param detail what the figure counts, or what was missing; a word of the message bundles
 */
record Finding(Rule rule, State state, @Nullable Double figure, @Nullable String detail) {

  /** Votes without a finding were looked at and are well, or their rule is off. */
  enum State {
    FLAGGED,
    UNAVAILABLE;

    String word() {
      return PlainValues.wordOf(this);
    }
  }

  static Finding flagged(Rule rule, double figure, @Nullable String detail) {
    return new Finding(rule, State.FLAGGED, figure, detail);
  }

  static Finding unavailable(Rule rule, String missing) {
    return new Finding(rule, State.UNAVAILABLE, null, missing);
  }

  boolean isFlagged() {
    return state == State.FLAGGED;
  }
}
