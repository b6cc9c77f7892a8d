package org.tiltyard.battle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person thinks of one answer of a direct battle.
 *
 * @param verdict {@code up}, {@code down} or {@code flag}
 * @param reasons keys as with votes
 */
public record Feedback(String verdict, List<String> reasons, @Nullable String comment) {}
