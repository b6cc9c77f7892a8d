package org.tiltyard.leaderboard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ratings over time as a table: a row a day, a column a model.
 *
 * @param rows the latest first
 * @param votes how many the latest rests on
 */
record Days(List<String> models, List<Day> rows, long votes) {

  static final Days NONE = new Days(List.of(), List.of(), 0);

  /**
   * A day.
   *
   * @param ratings of the models, in their order; null where one had none yet
   */
  record Day(LocalDate date, List<@Nullable Double> ratings) {}

  static Days of(HistoryPlot plot, long votes) {
    List<String> models = plot.series().stream().map(HistoryPlot.Line::model).toList();
    Map<LocalDate, Map<String, Double>> days = new TreeMap<>(Comparator.reverseOrder());
    for (HistoryPlot.Line line : plot.series()) {
      for (HistoryPlot.Point point : line.points()) {
        days.computeIfAbsent(point.date(), day -> new HashMap<>())
            .put(line.model(), point.rating());
      }
    }
    List<Day> rows =
        days.entrySet().stream().map(day -> day(day.getKey(), day.getValue(), models)).toList();
    return new Days(models, rows, votes);
  }

  private static Day day(LocalDate date, Map<String, Double> ratings, List<String> models) {
    List<@Nullable Double> row = new ArrayList<>();
    models.forEach(model -> row.add(ratings.get(model)));
    return new Day(date, Collections.unmodifiableList(row));
  }
}
