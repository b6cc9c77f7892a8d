package org.tiltyard.leaderboard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tiltyard.leaderboard.BoardDays.Snapshot;
import org.tiltyard.models.ModelId;
import org.tiltyard.shared.Csv;

/** Ratings over time, as a chart draws them: a line a model, by name. */
public record HistoryPlot(List<Line> series) {

  private static final String HEAD = "model,date,rating,lower,upper,votes\r\n";

  /** A model's line. */
  public record Line(String model, List<Point> points) {}

  /** The end of a day (UTC); bounds are those of 95 %, null where there is none. */
  public record Point(
      LocalDate date, double rating, @Nullable Double lower, @Nullable Double upper, long votes) {}

  /** The same lines, never changed. */
  public HistoryPlot {
    series = List.copyOf(series);
  }

  static HistoryPlot of(List<Snapshot> days) {
    Map<ModelId, Line> lines = new LinkedHashMap<>();
    for (Snapshot day : days) {
      lines
          .computeIfAbsent(day.model(), id -> new Line(day.name(), new ArrayList<>()))
          .points
          .add(
              new Point(
                  day.day(),
                  rounded(day.rating()),
                  known(day.lower()),
                  known(day.upper()),
                  day.votes()));
    }
    return new HistoryPlot(List.copyOf(lines.values()));
  }

  /** The lines of the models that are rated highest on the last day, the highest first. */
  HistoryPlot highest(int most) {
    Optional<LocalDate> last =
        series.stream().map(line -> line.points.getLast().date).max(Comparator.naturalOrder());
    return new HistoryPlot(
        series.stream()
            .filter(line -> last.equals(Optional.of(line.points.getLast().date)))
            .sorted(Comparator.comparingDouble(line -> -line.points.getLast().rating))
            .limit(most)
            .toList());
  }

  private static double rounded(double rating) {
    return Math.round(100 * rating) / 100.0;
  }

  private static @Nullable Double known(double bound) {
    return Double.isFinite(bound) ? rounded(bound) : null;
  }

  /** A row a point (RFC 4180). */
  String csv() {
    StringBuilder csv = new StringBuilder(HEAD);
    for (Line line : series) {
      for (Point point : line.points) {
        csv.append(
            Csv.line(
                line.model,
                point.date.toString(),
                point.rating,
                point.lower,
                point.upper,
                point.votes));
      }
    }
    return csv.toString();
  }
}
