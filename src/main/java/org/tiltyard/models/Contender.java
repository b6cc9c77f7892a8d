package org.tiltyard.models;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that drawing a pair needs to know of a model that competes now.
 *
 * @param weight how often it is drawn, relative to the others; 0 and more
 * @param group models of one group never meet; null for none
 */
public record Contender(
    ModelId id, String name, double weight, @Nullable String group, Instant createdAt) {}
