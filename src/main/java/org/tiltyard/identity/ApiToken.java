package org.tiltyard.identity;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program's way in, without its secret.
 *
 * @param account whose it is, with the role as it is now
 * @param hint how the secret begins
 * @param expiresAt null: never
 * @param usedAt to the minute; null: never
 */
record ApiToken(
    String id,
    SignedIn account,
    String name,
    String hint,
    Set<Scope> scopes,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant usedAt) {

  /** Whether it is over; the page asks, too. */
  public boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }
}
