package org.tiltyard.leaderboard;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Where ratings lie on a bar, in hundredths of its length. */
record Axis(double from, double to) {

  private static final double LENGTH = 100;

  /** An axis on which all intervals have room. */
  static <T> Axis around(List<T> rows, ToDoubleFunction<T> lower, ToDoubleFunction<T> upper) {
    double from = rows.stream().mapToDouble(lower).min().orElse(0);
    double to = rows.stream().mapToDouble(upper).max().orElse(1);
    return new Axis(from, to > from ? to : from + 1);
  }

  /** The place of a rating, with one decimal. */
  public double at(double rating) {
    return Math.round(10 * LENGTH * (rating - from) / (to - from)) / 10.0;
  }

  /** The length between two ratings, with one decimal; never nothing. */
  public double between(double lower, double upper) {
    return Math.max(0.5, Math.round(10 * (at(upper) - at(lower))) / 10.0);
  }
}
