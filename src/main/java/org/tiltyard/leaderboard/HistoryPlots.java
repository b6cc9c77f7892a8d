package org.tiltyard.leaderboard;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.tiltyard.leaderboard.BoardDays.Snapshot;
import org.tiltyard.shared.Time;

/** Ratings over time, as somebody asks for them. */
@Component
public class HistoryPlots {

  /**
   * The parameters that are known: two days, names of models with commas in between, and how many
   * of those models that are rated highest at the end.
   */
  public static final List<String> PARAMETERS = List.of("from", "to", "models", "highest");

  private static final int DAYS = 365;
  private static final int MOST_MODELS = 10_000;

  private final BoardDays days;
  private final Time time;

  HistoryPlots(BoardDays days, Time time) {
    this.days = days;
    this.time = time;
  }

  /**
   * The last year, or the days from {@code from} to {@code to}; all models, or those of {@code
   * models}, or so many as {@code highest} says. A period that has not begun has no days.
   *
   * @throws BoardRefused when a day is none
   */
  public HistoryPlot of(MultiValueMap<String, String> parameters) {
    BoardQueryReader given = new BoardQueryReader(parameters);
    LocalDate to = given.day("to");
    LocalDate last = to == null ? LocalDate.ofInstant(time.now(), ZoneOffset.UTC) : to;
    LocalDate from = given.day("from");
    LocalDate first = from == null ? last.minusDays(DAYS) : from;
    if (to != null && last.isBefore(first)) {
      throw BoardRefused.period();
    }
    List<Snapshot> found = days.between(first, last);
    Set<String> models = names(parameters.getFirst("models"));
    HistoryPlot plot =
        HistoryPlot.of(
            models.isEmpty()
                ? found
                : found.stream().filter(one -> models.contains(one.name())).toList());
    Integer highest = given.number("highest", MOST_MODELS);
    return highest == null ? plot : plot.highest(highest);
  }

  private static Set<String> names(@Nullable String list) {
    return list == null
        ? Set.of()
        : Arrays.stream(list.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
  }
}
