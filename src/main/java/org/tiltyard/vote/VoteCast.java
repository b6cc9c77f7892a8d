package org.tiltyard.vote;

import java.time.Instant;
import org.tiltyard.battle.BattleId;
import org.tiltyard.identity.NetworkId;

/** A vote was cast. Published inside its transaction. */
public record VoteCast(BattleId battle, NetworkId network, Instant at) {}
