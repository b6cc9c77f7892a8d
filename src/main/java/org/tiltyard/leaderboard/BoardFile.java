package org.tiltyard.leaderboard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tiltyard.shared.Csv;

/** A board as CSV (RFC 4180): the rated models, the highest first, then the others, with why. */
final class BoardFile {

  private static final List<String> HEAD =
      List.of(
          "rank_best",
          "rank_worst",
          "model",
          "organisation",
          "license",
          "rating",
          "lower",
          "upper",
          "votes",
          "wins",
          "losses",
          "ties",
          "win_rate",
          "price_in",
          "price_out",
          "tokens_per_second",
          "first_token_ms",
          "retired",
          "unranked");

  private BoardFile() {}

  static String of(Board board) {
    StringBuilder file = new StringBuilder(Csv.line(HEAD.toArray()));
    board.rows().forEach(row -> file.append(line(row)));
    board.unranked().forEach(model -> file.append(line(model)));
    return file.toString();
  }

  private static String line(BoardRow row) {
    return Csv.line(
        row.rank().best(),
        row.rank().worst(),
        row.name(),
        row.organisation(),
        row.license(),
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
        row.firstTokenMs(),
        row.retired(),
        null);
  }

  private static String line(Unranked model) {
    return Csv.line(
        null,
        null,
        model.name(),
        null,
        null,
        null,
        null,
        null,
        model.votes(),
        model.wins(),
        model.losses(),
        model.ties(),
        null,
        null,
        null,
        null,
        null,
        null,
        model.why().key());
  }

  private static @Nullable Double known(double number) {
    return Double.isFinite(number) ? number : null;
  }
}
