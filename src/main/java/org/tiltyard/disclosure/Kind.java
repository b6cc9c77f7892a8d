package org.tiltyard.disclosure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a piece of personal data is. Of two findings in the same place the earlier kind wins. */
public enum Kind {
  /** A key, token or password. */
  SECRET,
  /** An address on the web with a password in it. */
  URL_CREDENTIALS,
  EMAIL,
  IBAN,
  /** The number of a payment card. */
  CARD,
  /** A number that a state gave to a person. */
  NATIONAL_ID,
  MAC,
  IP,
  PHONE,
  /** The name of a person; found by a service only. */
  PERSON,
  /** An address or place of a person; found by a service only. */
  LOCATION;

  /** The word in masks: {@code <EMAIL_1>}. */
  public String label() {
    return name();
  }

  /** The word in settings, rows and addresses: {@code email}, {@code national-id}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of that word. */
  public static Optional<Kind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
