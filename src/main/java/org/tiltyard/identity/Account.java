package org.tiltyard.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;
import org.tiltyard.shared.Identifier;

/**
 * Someone who signs in: an admin, a researcher or an annotator. Voters need no account.
 *
 * @param passwordHash null when the account signs in elsewhere and has no password here
 * @param disabled it keeps its name and its past, and can't sign in
 */
@Table
record Account(
    @Id AccountId id,
    @Version @Nullable Integer version,
    String username,
    @Nullable String passwordHash,
    String role,
    boolean disabled,
    Instant createdAt) {

  static Account of(String username, @Nullable String passwordHash, Role role, Instant now) {
    return new Account(
        new AccountId(Identifier.random()), null, username, passwordHash, role.word(), false, now);
  }

  /** With another password; {@code hash} as {@link Passwords} makes it. */
  Account withPassword(String hash) {
    return new Account(id, version, username, hash, role, disabled, createdAt);
  }

  Account as(Role other) {
    return new Account(id, version, username, passwordHash, other.word(), disabled, createdAt);
  }

  Account disable() {
    return new Account(id, version, username, passwordHash, role, true, createdAt);
  }

  Account enable() {
    return new Account(id, version, username, passwordHash, role, false, createdAt);
  }

  /** Whether the arena can be run with it now. */
  boolean isActiveAdmin() {
    return !disabled && role.equals(Role.ADMIN.word());
  }

  SignedIn signedIn() {
    return new SignedIn(id, username, role);
  }
}
