package org.tiltyard.leaderboard;

import java.util.List;
import java.util.Map;
import org.tiltyard.leaderboard.IntervalBar.Scale;

/**
 * A board as the page shows it: with bars on one scale, and without columns of which nothing is
 * known.
 */
record BoardView(Board board, Scale scale, List<BoardLine> lines) {

  /** Votes that don't count, and why. */
  record LeftOut(String reason, long votes) {}

  BoardView {
    lines = List.copyOf(lines);
  }

  static BoardView of(Board board) {
    Scale scale = Scale.of(board.rows());
    return new BoardView(
        board,
        scale,
        board.rows().stream().map(row -> new BoardLine(row, scale.bar(row))).toList());
  }

  /** Whether any model still competes; else nothing need be said of those that don't. */
  public boolean someCompete() {
    return board.rows().stream().anyMatch(row -> !row.retired());
  }

  /** Whether it is known of any model who made it. */
  public boolean hasMakers() {
    return board.rows().stream().anyMatch(row -> row.organisation() != null);
  }

  /** Whether it is known of any model how it is licensed. */
  public boolean hasLicenses() {
    return board.rows().stream().anyMatch(row -> row.license() != null);
  }

  /** Whether it is known of any model what it costs. */
  public boolean hasPrices() {
    return board.rows().stream().anyMatch(row -> row.priceIn() != null || row.priceOut() != null);
  }

  /** Whether it is known of any model how quick it is. */
  public boolean hasSpeeds() {
    return board.rows().stream().anyMatch(row -> row.tokensPerSecond() != null);
  }

  /** The reasons for which votes are left out, the most first. */
  public List<LeftOut> leftOut() {
    return board.leftOut().entrySet().stream()
        .filter(one -> one.getValue() > 0)
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(one -> new LeftOut(one.getKey(), one.getValue()))
        .toList();
  }
}
