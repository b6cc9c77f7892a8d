package org.tiltyard.battle;

import org.jspecify.annotations.Nullable;
import org.tiltyard.provider.Usage;

/**
 * How an answer ended, with everything worth keeping about it.
 *
 * @param detail the provider's words on a failure, for admins
 * @param firstTokenMillis from the start of the attempt to its first text
 * @param durationMillis from the start of the attempt to its end
 */
record Settlement(
    AnswerState state,
    @Nullable String failure,
    @Nullable String detail,
    @Nullable String finishReason,
    @Nullable String providerModel,
    @Nullable Usage usage,
    @Nullable Integer firstTokenMillis,
    int durationMillis) {}
