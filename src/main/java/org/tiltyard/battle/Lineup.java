package org.tiltyard.battle;

import org.jspecify.annotations.Nullable;

/**
 * Who sits where in a battle whose names may be shown.
 *
 * @param b null in a direct battle
 */
public record Lineup(ModelCard a, @Nullable ModelCard b) {}
