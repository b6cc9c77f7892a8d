package org.tiltyard.integrity;

import java.util.Optional;
import org.tiltyard.settings.PlainValues;

/** What somebody decided about a vote; stronger than any flag. */
enum Decision {
  /** It doesn't count. */
  EXCLUDED,
  /** It counts, whatever it is flagged for. */
  RESTORED;

  public String word() {
    return PlainValues.wordOf(this);
  }

  static Optional<Decision> of(String word) {
    for (Decision decision : values()) {
      if (decision.word().equals(word)) {
        return Optional.of(decision);
      }
    }
    return Optional.empty();
  }
}
