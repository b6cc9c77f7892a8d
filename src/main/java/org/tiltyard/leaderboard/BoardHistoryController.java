package org.tiltyard.leaderboard;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.tiltyard.leaderboard.BoardDays.Snapshot;
import org.tiltyard.models.ModelId;

/** The board as it stood at the end of a day, and how it came there. */
@Controller
class BoardHistoryController {

  private static final int WEEK = 7;
  private static final int MONTH = 30;

  /**
   * A model at the end of a day.
   *
   * @param week by how many points its rating had changed in seven days; null when it had none then
   * @param month the same in thirty days
   */
  record Row(Snapshot now, @Nullable String week, @Nullable String month) {}

  private final BoardDays days;

  BoardHistoryController(BoardDays days) {
    this.days = days;
  }

  @GetMapping("/leaderboard/history")
  String history(
      @RequestParam(name = "day", required = false) @Nullable String asked, Model model) {
    Optional<LocalDate> first = days.first();
    Optional<LocalDate> last = days.last();
    if (first.isPresent() && last.isPresent()) {
      Optional<LocalDate> wanted = day(asked);
      LocalDate shown =
          wanted
              .filter(day -> !day.isBefore(first.get()) && !day.isAfter(last.get()))
              .orElse(last.get());
      model.addAttribute("day", shown);
      model.addAttribute("first", first.get());
      model.addAttribute("last", last.get());
      model.addAttribute("rows", rows(shown));
      boolean other = asked != null && !asked.isEmpty() && !wanted.equals(Optional.of(shown));
      model.addAttribute("asked", other ? asked : null);
    }
    return "leaderboard/history";
  }

  private static Optional<LocalDate> day(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException notADay) {
      return Optional.empty();
    }
  }

  private List<Row> rows(LocalDate day) {
    Map<ModelId, Double> week = ratings(day.minusDays(WEEK));
    Map<ModelId, Double> month = ratings(day.minusDays(MONTH));
    return days.of(day).stream()
        .map(now -> new Row(now, change(now, week), change(now, month)))
        .toList();
  }

  private Map<ModelId, Double> ratings(LocalDate day) {
    Map<ModelId, Double> ratings = new HashMap<>();
    days.of(day).forEach(row -> ratings.put(row.model(), row.rating()));
    return ratings;
  }

  /** In whole points, with its sign. */
  private static @Nullable String change(Snapshot now, Map<ModelId, Double> before) {
    Double then = before.get(now.model());
    if (then == null) {
      return null;
    }
    long points = Math.round(now.rating() - then);
    return points == 0 ? "0" : points > 0 ? "+" + points : "−" + -points;
  }
}
