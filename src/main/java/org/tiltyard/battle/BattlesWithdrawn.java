package org.tiltyard.battle;

import org.tiltyard.identity.ParticipantId;

/** Somebody took their battles out of all datasets. Published in the transaction that does it. */
public record BattlesWithdrawn(ParticipantId participant) {}
