package org.tiltyard.battle;

import org.tiltyard.identity.ParticipantId;

/**
 * Somebody had the texts of all their battles deleted. Whoever keeps further words of theirs
 * deletes them too, in the same transaction.
 */
public record TextsDeleted(ParticipantId participant) {}
