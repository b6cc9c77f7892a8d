package org.tiltyard.admin;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tiltyard.admin.Figures.Slice;

/**
 * Battles and votes over time as bars, in units of an SVG of {@link #WIDTH} by {@link #HEIGHT}: the
 * battles of a slice as an outlined bar, its votes as a solid one inside.
 *
 * @param top what the upper line stands for
 */
record BarChart(List<Bar> bars, List<Tick> ticks, long top) {

  static final int WIDTH = 720;
  static final int HEIGHT = 200;
  private static final int LEFT = 44;
  private static final int FLOOR = 172;
  private static final int CEILING = 12;
  private static final int LABELS = 6;

  /** One slice. */
  record Bar(double x, double width, double y, double height, double votesY, double votesHeight) {}

  /** A moment under the bars. */
  record Tick(double x, String label) {}

  static BarChart of(List<Slice> slices, Range range, Locale locale) {
    long most =
        slices.stream()
            .mapToLong(slice -> Math.max(slice.battles(), slice.votes()))
            .max()
            .orElse(0);
    long top = roundedUp(most);
    double step = (double) (WIDTH - LEFT) / slices.size();
    List<Bar> bars = new ArrayList<>();
    List<Tick> ticks = new ArrayList<>();
    int every = Math.max(1, slices.size() / LABELS);
    for (int i = 0; i < slices.size(); i++) {
      Slice slice = slices.get(i);
      double x = LEFT + i * step;
      double battles = length(slice.battles(), top);
      double votes = length(slice.votes(), top);
      bars.add(
          new Bar(
              tenths(x + step * 0.15),
              tenths(step * 0.7),
              tenths(FLOOR - battles),
              battles,
              tenths(FLOOR - votes),
              votes));
      if (i % every == 0) {
        ticks.add(new Tick(tenths(x + step / 2), label(slice, range, locale)));
      }
    }
    return new BarChart(List.copyOf(bars), List.copyOf(ticks), top);
  }

  private static double length(long number, long top) {
    return tenths((double) number / top * (FLOOR - CEILING));
  }

  private static double tenths(double number) {
    return Math.round(number * 10) / 10.0;
  }

  /** 2, 4 or 10 with zeros, so that half of it is a round number too. */
  static long roundedUp(long number) {
    long power = 1;
    while (true) {
      for (long step : new long[] {2, 4, 10}) {
        if (number <= step * power) {
          return step * power;
        }
      }
      power *= 10;
    }
  }

  /** The time or the day, UTC, as the reader's language writes it. */
  static String label(Slice slice, Range range, Locale locale) {
    String pattern = range == Range.DAY ? "HH:mm" : "d MMM";
    return DateTimeFormatter.ofPattern(pattern, locale)
        .format(slice.begin().atOffset(ZoneOffset.UTC));
  }

  /** The number at the line half-way up. */
  public long half() {
    return top / 2;
  }
}
