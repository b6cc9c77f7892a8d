package org.tiltyard.identity;

import org.jspecify.annotations.Nullable;

/** With what the issuer sends the browser back; anybody can write such an address. */
record OidcAnswer(
    @Nullable String code, @Nullable String state, @Nullable String iss, @Nullable String error) {

  /** Prints neither code nor state. */
  @Override
  public String toString() {
    return "OidcAnswer[error=" + error + "]";
  }
}
