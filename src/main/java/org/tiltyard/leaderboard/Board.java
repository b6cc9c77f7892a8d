package org.tiltyard.leaderboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tiltyard.models.ModelId;
import org.tiltyard.rating.Interval;

/**
 * A board, worked out.
 *
 * @param source where its votes come from, now that settings have been asked
 * @param minimum models with fewer votes have no rating
 * @param revision of the counts that it rests on
 * @param computedAt when it was worked out
 * @param rows the rated models, the highest first
 * @param unranked those that have votes and no rating, those with the most votes first
 * @param votes that count, ties included
 * @param ties how many of them are ties or "both are bad"
 * @param leftOut how many votes of this query don't count, by the reason, the most first
 * @param groups how many groups of models can't be compared with each other
 * @param style what style is worth, on boards that account for it
 */
public record Board(
    BoardQuery query,
    Origin source,
    int minimum,
    long revision,
    Instant computedAt,
    List<BoardRow> rows,
    List<Unranked> unranked,
    long votes,
    long ties,
    Map<String, Long> leftOut,
    int groups,
    PairTable pairs,
    @Nullable StyleResult style,
    Differences differences) {

  /** How much higher one model's rating is than another's. */
  @FunctionalInterface
  interface Differences {
    Optional<Interval> between(ModelId first, ModelId second);
  }

  /** How many votes are left out, for whatever reason. */
  public long leftOutInAll() {
    return leftOut.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The model's row, if it is rated. */
  public Optional<BoardRow> row(ModelId model) {
    return rows.stream().filter(row -> row.id().equals(model)).findFirst();
  }

  /**
   * How much higher the first one's rating is, with a confidence of 95 %; always by the sandwich
   * estimator. Empty unless both are rated.
   */
  public Optional<Interval> difference(ModelId first, ModelId second) {
    return differences.between(first, second);
  }
}
