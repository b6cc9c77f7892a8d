package org.tiltyard.vote;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tiltyard.battle.BattleId;

/**
 * The one vote on a battle, as stored.
 *
 * @param judge the N of {@code arena_user_N}
 */
record Vote(
    BattleId battle,
    int judge,
    Winner winner,
    Reasons reasons,
    @Nullable String comment,
    Instant createdAt) {}
