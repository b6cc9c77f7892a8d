package org.tiltyard.leaderboard;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row of a board, as the page writes it. */
record BoardLine(BoardRow row, IntervalBar bar) {

  /** What the search looks into. */
  public String text() {
    return Stream.of(row.name(), row.organisation(), row.license())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }

  /** The places that it may have, such as {@code 1–3}; empty when there is one alone. */
  public String places() {
    return row.rank().best() == row.rank().worst()
        ? ""
        : row.rank().best() + "–" + row.rank().worst();
  }

  /** How far the bounds are from the rating: {@code ±15}, or {@code +15 −12}. */
  public String bounds() {
    if (!Double.isFinite(row.lower()) || !Double.isFinite(row.upper())) {
      return "";
    }
    long above = Math.round(row.upper() - row.rating());
    long below = Math.round(row.rating() - row.lower());
    return above == below ? "±" + above : "+" + above + " −" + below;
  }

  /** The width of the interval; empty when it isn't known. */
  public String width() {
    double width = row.upper() - row.lower();
    return Double.isFinite(width) ? String.valueOf(width) : "";
  }
}
