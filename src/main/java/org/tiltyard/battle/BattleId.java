package org.tiltyard.battle;

import org.tiltyard.shared.Identifier;

/** The identifier of a {@link Battle}; also the {@code question_id} of its row in a dataset. */
public record BattleId(String value) implements Identifier {}
