package org.tiltyard.vote;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The verdict on a battle, in the words of the published schema. */
public enum Winner {
  MODEL_A("model_a"),
  MODEL_B("model_b"),
  TIE("tie"),
  BOTH_BAD("tie (bothbad)");

  private final String word;

  Winner(String word) {
    this.word = word;
  }

  /** The form in requests, the database and datasets. */
  public String word() {
    return word;
  }

  static Optional<Winner> of(@Nullable String word) {
    return Arrays.stream(values()).filter(winner -> winner.word.equals(word)).findFirst();
  }
}
