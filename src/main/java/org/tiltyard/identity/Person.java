package org.tiltyard.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as the people page shows it.
 *
 * @param password whether it signs in with a password here; otherwise it does so elsewhere
 * @param seenAt when it last did something, to the minute; null for never
 */
record Person(
    AccountId id,
    String username,
    String role,
    boolean disabled,
    boolean password,
    boolean twoFactor,
    @Nullable Instant seenAt,
    Instant createdAt) {}
