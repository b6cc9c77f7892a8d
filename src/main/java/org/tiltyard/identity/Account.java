package org.tiltyard.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;
import org.tiltyard.shared.Identifier;

/** Someone who signs in: an admin, a researcher or an annotator. Voters need no account. */
@Table
record Account(
    @Id AccountId id,
    @Version @Nullable Integer version,
    String username,
    String passwordHash,
    String role,
    Instant createdAt) {

  static Account of(String username, String passwordHash, Role role, Instant now) {
    return new Account(
        new AccountId(Identifier.random()), null, username, passwordHash, role.word(), now);
  }
}
