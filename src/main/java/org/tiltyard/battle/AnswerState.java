package org.tiltyard.battle;

import java.util.Locale;

/** How far an answer has come. All but the first are final. */
enum AnswerState {
  STREAMING,
  COMPLETE,
  /** The person stopped it; the text so far stands. */
  STOPPED,
  /** The model failed; text that came before stands. */
  FAILED,
  /** The arena itself went away meanwhile; the text that was saved stands. */
  INTERRUPTED;

  /** The form in events, pages and the database. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean settled() {
    return this != STREAMING;
  }

  static AnswerState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
