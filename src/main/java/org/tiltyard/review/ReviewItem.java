package org.tiltyard.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value that was found in a conversation.
 *
 * @param conversationId where the dataset keeps the conversation
 * @param reason a word of {@link Reason}; null while nobody decided, as the next ones are
 */
record ReviewItem(
    String id,
    String questionId,
    String conversationId,
    PersonalValue value,
    @Nullable Decision decision,
    @Nullable String reason,
    @Nullable String note,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt) {}
