package org.tiltyard.battle;

import org.jspecify.annotations.Nullable;

/**
 * One seat's answer as a viewer may see it.
 *
 * @param edition changes when the text starts anew, and with it every offset
 * @param text the answer; only the first {@code textLength} UTF-16 units are to be shown
 */
record SeatView(
    int edition,
    CharSequence text,
    int textLength,
    CharSequence reasoning,
    int reasoningLength,
    AnswerState state,
    @Nullable String failure) {

  static SeatView of(Answer answer) {
    return new SeatView(
        answer.attempt() * AnswerBuffer.EDITIONS_PER_ATTEMPT,
        answer.text(),
        answer.text().length(),
        answer.reasoning(),
        answer.reasoning().length(),
        answer.state(),
        answer.failure());
  }

  boolean judgeable() {
    return state.settled() && !text.toString().isBlank();
  }
}
