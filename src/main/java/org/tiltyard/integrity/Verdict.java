package org.tiltyard.integrity;

import org.jspecify.annotations.Nullable;

/**
 * Why, as a form says it.
 *
 * @param note at most 500 characters
 */
record Verdict(Reason reason, @Nullable String note) {

  private static final int NOTE_LENGTH = 500;

  /**
   * @throws IntegrityRefused when the form is not whole
   */
  static Verdict of(@Nullable String reason, @Nullable String note) {
    Reason why = Reason.of(reason == null ? "" : reason).orElseThrow(IntegrityRefused::reason);
    String words = note == null || note.isBlank() ? null : note.strip();
    if (why == Reason.OTHER && words == null) {
      throw IntegrityRefused.note();
    }
    if (words != null && (words.length() > NOTE_LENGTH || words.indexOf('\0') >= 0)) {
      throw IntegrityRefused.length(NOTE_LENGTH);
    }
    return new Verdict(why, words);
  }
}
