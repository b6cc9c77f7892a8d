package org.tiltyard.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The two texts that an arena may have: what people agree to, and what they are told. */
enum TermsKind {
  TERMS,
  PRIVACY;

  /** The form in the database, in forms and in addresses. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<TermsKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
