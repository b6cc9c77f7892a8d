package org.tiltyard.integrity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tiltyard.settings.PlainValues;

/** Why somebody decided as they did. */
enum Reason {
  /** It is no person's judgement: a program voted. */
  AUTOMATED,
  /** Somebody voted without reading, or to move a board. */
  DISHONEST,
  /** A trial by the people who run the arena. */
  TRIAL,
  /** It was looked at and is a fair judgement. */
  FAIR,
  /** The note says. */
  OTHER;

  public String word() {
    return PlainValues.wordOf(this);
  }

  static List<String> words() {
    return Stream.of(values()).map(Reason::word).toList();
  }

  static Optional<Reason> of(String word) {
    return Stream.of(values()).filter(reason -> reason.word().equals(word)).findFirst();
  }
}
