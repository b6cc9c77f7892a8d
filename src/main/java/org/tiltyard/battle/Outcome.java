package org.tiltyard.battle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vote on a battle and who was who.
 *
 * @param winner {@code model_a}, {@code model_b}, {@code tie} or {@code tie (bothbad)}
 * @param named false when the arena keeps the names to itself; both cards are empty then
 * @param reasonsA keys of the reasons given for seat a
 */
public record Outcome(
    String winner,
    boolean named,
    ModelCard a,
    ModelCard b,
    List<String> reasonsA,
    List<String> reasonsB,
    @Nullable String comment) {}
