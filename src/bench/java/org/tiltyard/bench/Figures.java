package org.tiltyard.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of the table in {@code docs/performance.md}: what was measured, over any number of runs,
 * beside what is to hold. One row may have several numbers, such as a median and a 99th percentile.
 */
final class Figures {

  /** A row's own words and what its numbers must not exceed, or not fall below. */
  private record Row(String hold, String aim, String unit, boolean most, List<Double> limits) {}

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, List<double[]>> measured = new LinkedHashMap<>();

  /** A row whose numbers are good when they are no larger than these. */
  void most(String what, String hold, String aim, String unit, double... limits) {
    rows.put(what, new Row(hold, aim, unit, true, Arrays.stream(limits).boxed().toList()));
  }

  /** A row whose numbers are good when they are no smaller than these. */
  void least(String what, String hold, String aim, String unit, double... limits) {
    rows.put(what, new Row(hold, aim, unit, false, Arrays.stream(limits).boxed().toList()));
  }

  /** What one run brought. */
  void add(String what, double... values) {
    measured.computeIfAbsent(what, key -> new ArrayList<>()).add(values);
  }

  /** The table in Markdown. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append("| what | hold | aim | measured (median) | least – most | runs | holds |\n");
    table.append("|---|---|---|---|---|---|---|\n");
    rows.forEach((what, row) -> {
      List<double[]> runs = measured.getOrDefault(what, List.of());
      if (!runs.isEmpty()) {
        table.append(line(what, row, runs));
      }
    });
    return table.toString();
  }

  private static String line(String what, Row row, List<double[]> runs) {
    List<String> medians = new ArrayList<>();
    List<String> spreads = new ArrayList<>();
    boolean holds = true;
    for (int i = 0; i < row.limits.size(); i++) {
      int at = i;
      double[] sorted = runs.stream().mapToDouble(values -> values[at]).sorted().toArray();
      double median = sorted[sorted.length / 2];
      medians.add(shown(median));
      spreads.add(shown(sorted[0]) + " – " + shown(sorted[sorted.length - 1]));
      holds &= row.most ? median <= row.limits.get(i) : median >= row.limits.get(i);
    }
    return "| %s | %s | %s | %s %s | %s | %d | %s |%n"
        .formatted(
            what,
            row.hold,
            row.aim,
            String.join(" / ", medians),
            row.unit,
            String.join(" / ", spreads),
            runs.size(),
            holds ? "yes" : "no");
  }

  private static String shown(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Every run's numbers of every row, for whoever wants to look closer. */
  String raw() {
    return measured.entrySet().stream()
        .map(entry ->
            entry.getKey()
                + ": "
                + entry.getValue().stream().map(Arrays::toString).collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n"));
  }
}
