package org.tiltyard.identity;

import java.time.Instant;

/**
 * An open invitation.
 *
 * @param note whom it is for, in the inviter's words; may be empty
 * @param invitedBy the inviter's name
 */
record Invitation(
    String id, String role, String note, String invitedBy, Instant createdAt, Instant expiresAt) {}
