package org.tiltyard.leaderboard;

import org.jspecify.annotations.Nullable;
import org.tiltyard.models.ModelId;
import org.tiltyard.rating.Rank;

/**
 * A model on a board.
 *
 * @param rank the places that it may have
 * @param lower of its interval with a confidence of 95 %
 * @param votes on battles that it was in and that count
 * @param winRate wins, and half of the ties, as a share of its votes; without ties where these
 *     count nothing
 * @param retired whether it competes no more
 * @param priceIn USD per million tokens; null if not known
 * @param tokensPerSecond of a middling answer, all the time that it took counted; null if too few
 *     are known
 * @param firstTokenMs until the first text of a middling answer
 */
public record BoardRow(
    ModelId id,
    String name,
    @Nullable String organisation,
    @Nullable String license,
    @Nullable String link,
    boolean retired,
    Rank rank,
    double rating,
    double lower,
    double upper,
    long votes,
    long wins,
    long losses,
    long ties,
    double winRate,
    @Nullable Double priceIn,
    @Nullable Double priceOut,
    @Nullable Double tokensPerSecond,
    @Nullable Double firstTokenMs) {}
