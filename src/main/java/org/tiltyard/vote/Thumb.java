package org.tiltyard.vote;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The verdict on one answer of a direct battle. */
enum Thumb {
  UP("up"),
  DOWN("down"),
  /** Somebody who runs the arena should look at it. */
  FLAG("flag");

  private final String word;

  Thumb(String word) {
    this.word = word;
  }

  /** The form in requests and the database. */
  String word() {
    return word;
  }

  static Optional<Thumb> of(@Nullable String word) {
    return Arrays.stream(values()).filter(thumb -> thumb.word.equals(word)).findFirst();
  }
}
