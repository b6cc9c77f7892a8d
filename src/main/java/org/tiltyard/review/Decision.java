package org.tiltyard.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a piece of personal data in releases. */
public enum Decision {
  /** It stays as it is. */
  KEEP,
  /** A label takes its place: {@code <EMAIL_1>}. */
  MASK,
  /** The whole conversation stays out. */
  DROP;

  /** The word in the database and in forms. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The decision of that word. */
  public static Optional<Decision> of(String word) {
    return Arrays.stream(values()).filter(decision -> decision.word().equals(word)).findFirst();
  }
}
