package org.tiltyard.provider;

import org.jspecify.annotations.Nullable;

/** The part of a form that no page shows again: it goes to the vault, or nowhere. */
record SecretForm(@Nullable String key, @Nullable String headerName, @Nullable String headerValue) {

  String typedKey() {
    return key == null ? "" : key;
  }

  String typedHeader() {
    return headerName == null ? "" : headerName;
  }

  String typedValue() {
    return headerValue == null ? "" : headerValue;
  }

  /** Never prints what it holds. */
  @Override
  public String toString() {
    return "SecretForm[…]";
  }
}
