package org.tiltyard.review;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why somebody decided so. */
enum Reason {
  /** It is no personal data. */
  LOOK_ALIKE,
  /** It is made up, as in examples. */
  MADE_UP,
  /** It is public and of nobody in particular: an office, a company. */
  PUBLIC,
  /** It is about a person. */
  PERSON,
  /** It gives access to something. */
  ACCESS,
  /** The note says why. */
  OTHER;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Reason> of(String word) {
    return Arrays.stream(values()).filter(reason -> reason.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Reason::word).toList();
  }
}
