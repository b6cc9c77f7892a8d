package org.tiltyard.identity;

import java.util.Locale;

/** What an account may do. An admin may do all that a researcher may. */
public enum Role {
  ADMIN,
  RESEARCHER,
  ANNOTATOR;

  /** The form in the database, in settings and in pages: {@code admin}, {@code researcher}, …. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
