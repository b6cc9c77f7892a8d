package org.tiltyard.identity;

import org.jspecify.annotations.Nullable;

/** The fields of the forms with a name or a password; a form binds the ones it has. */
record Credentials(
    @Nullable String username,
    @Nullable String password,
    @Nullable String present,
    @Nullable String next) {

  String name() {
    return username == null ? "" : username;
  }

  String secret() {
    return password == null ? "" : password;
  }

  /** The password that is in force, asked for before a change. */
  String presentSecret() {
    return present == null ? "" : present;
  }

  /** Never prints a password, wherever the record ends up. */
  @Override
  public String toString() {
    return "Credentials[username=" + username + "]";
  }
}
