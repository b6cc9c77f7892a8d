package org.tiltyard.leaderboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A board for programs. What is not known is null; names are as in datasets.
 *
 * @param query what differs from the defaults
 * @param source where the votes come from
 * @param minimum models with fewer votes have no rating
 * @param revision grows whenever a count has changed
 * @param votes that count, ties included
 * @param leftOut how many votes don't count, by reason
 * @param groups how many groups of models can't be compared with each other
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record BoardJson(
    Map<String, String> query,
    String source,
    int minimum,
    long revision,
    Instant computedAt,
    long votes,
    long ties,
    Map<String, Long> leftOut,
    int groups,
    List<Ranked> models,
    List<Open> unranked,
    @Nullable StyleResult style) {

  /** Places that a model may have. */
  public record Places(int best, int worst) {}

  /** A model with a rating; bounds are those of 95 %. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Ranked(
      String model,
      @Nullable String organisation,
      @Nullable String license,
      @Nullable String link,
      boolean retired,
      Places rank,
      double rating,
      @Nullable Double lower,
      @Nullable Double upper,
      long votes,
      long wins,
      long losses,
      long ties,
      double winRate,
      @Nullable Double priceIn,
      @Nullable Double priceOut,
      @Nullable Double tokensPerSecond,
      @Nullable Double firstTokenMs) {}

  /** A model without, and why. */
  public record Open(String model, long votes, long wins, long losses, long ties, String why) {}

  /** What a program gets of a board. */
  public static BoardJson of(Board board) {
    return new BoardJson(
        board.query().parameters(),
        board.source().key(),
        board.minimum(),
        board.revision(),
        board.computedAt(),
        board.votes(),
        board.ties(),
        board.leftOut(),
        board.groups(),
        board.rows().stream().map(BoardJson::ranked).toList(),
        board.unranked().stream().map(BoardJson::open).toList(),
        board.style());
  }

  private static Ranked ranked(BoardRow row) {
    return new Ranked(
        row.name(),
        row.organisation(),
        row.license(),
        row.link(),
        row.retired(),
        new Places(row.rank().best(), row.rank().worst()),
        row.rating(),
        known(row.lower()),
        known(row.upper()),
        row.votes(),
        row.wins(),
        row.losses(),
        row.ties(),
        row.winRate(),
        row.priceIn(),
        row.priceOut(),
        row.tokensPerSecond(),
        row.firstTokenMs());
  }

  /** JSON has no infinity. */
  private static @Nullable Double known(double number) {
    return Double.isFinite(number) ? number : null;
  }

  private static Open open(Unranked model) {
    return new Open(
        model.name(), model.votes(), model.wins(), model.losses(), model.ties(), model.why().key());
  }
}
