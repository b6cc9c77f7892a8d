package org.tiltyard.battle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vote on a battle and who was who.
 *
 * @param winner {@code model_a}, {@code model_b}, {@code tie} or {@code tie (bothbad)}
 * @param reasonsA keys of the reasons given for seat a
 */
public record Outcome(
    String winner,
    ModelCard a,
    ModelCard b,
    List<String> reasonsA,
    List<String> reasonsB,
    @Nullable String comment) {}
