package org.tiltyard.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a person who votes, apart from battles and votes.
 *
 * @param judge the N of {@code arena_user_N}; null before the first vote
 * @param since when the first battle began
 */
public record Participant(ParticipantId id, @Nullable Integer judge, Instant since) {}
