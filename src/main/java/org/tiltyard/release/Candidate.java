package org.tiltyard.release;

import org.jspecify.annotations.Nullable;
import org.tiltyard.dataset.StoredConversation;

/**
 * A judged conversation that the rules are asked about.
 *
 * @param distrusted {@link Rule#FLAGGED_VOTE} or {@link Rule#BANNED} where the vote doesn't count
 *     on boards; null where it does, or nobody asked
 */
record Candidate(StoredConversation stored, @Nullable Rule distrusted) {}
