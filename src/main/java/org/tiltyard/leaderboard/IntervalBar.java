package org.tiltyard.leaderboard;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where a rating and its interval lie among those of a board, in percent of the width.
 *
 * @param from the lower bound
 * @param to the upper bound
 * @param at the rating
 */
record IntervalBar(double from, double to, double at) {

  /**
   * What all bars of a board are drawn on.
   *
   * @param low the rating at the left edge
   * @param high the rating at the right edge
   */
  record Scale(double low, double high) {

    /** From the lowest bound that is known to the highest; of a single point, a little around. */
    static Scale of(List<BoardRow> rows) {
      double[] bounds =
          rows.stream()
              .flatMapToDouble(row -> DoubleStream.of(row.lower(), row.rating(), row.upper()))
              .filter(Double::isFinite)
              .toArray();
      double low = DoubleStream.of(bounds).min().orElse(0);
      double high = DoubleStream.of(bounds).max().orElse(0);
      return high - low < 1 ? new Scale(low - 1, high + 1) : new Scale(low, high);
    }

    IntervalBar bar(BoardRow row) {
      return new IntervalBar(place(row.lower()), place(row.upper()), place(row.rating()));
    }

    /** A bound that isn't known lies at the edge. */
    private double place(double rating) {
      double share = Math.clamp((rating - low) / (high - low), 0, 1);
      return Math.round(share * 1000) / 10.0;
    }
  }
}
