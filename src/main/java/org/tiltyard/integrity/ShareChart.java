package org.tiltyard.integrity;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tiltyard.integrity.Summary.OfDay;

/**
 * The share of each day's votes that are flagged, as an outlined bar, and that are left out, as a
 * solid one inside; in units of an SVG of 720 by 200.
 *
 * @param top the percentage at the upper line
 */
public record ShareChart(List<Bar> bars, List<Tick> ticks, long top) {

  private static final int WIDTH = 720;
  private static final int LEFT = 44;
  private static final int FLOOR = 172;
  private static final int CEILING = 12;
  private static final int LABELS = 6;
  private static final long[] TOPS = {2, 10, 20, 50, 100};

  /** One day. */
  public record Bar(
      double x, double width, double y, double height, double outY, double outHeight) {}

  /** A day under the bars. */
  public record Tick(double x, String label) {}

  static ShareChart of(List<OfDay> days, Locale locale) {
    double most = days.stream().mapToDouble(day -> percent(day.flagged(), day)).max().orElse(0);
    most =
        Math.max(
            most, days.stream().mapToDouble(day -> percent(day.leftOut(), day)).max().orElse(0));
    long top = top(most);
    double step = (double) (WIDTH - LEFT) / days.size();
    List<Bar> bars = new ArrayList<>();
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      OfDay day = days.get(i);
      double x = LEFT + i * step;
      double flagged = length(percent(day.flagged(), day), top);
      double out = length(percent(day.leftOut(), day), top);
      bars.add(
          new Bar(
              tenths(x + step * 0.15),
              tenths(step * 0.7),
              tenths(FLOOR - flagged),
              flagged,
              tenths(FLOOR - out),
              out));
      if (i % Math.max(1, days.size() / LABELS) == 0) {
        String label = DateTimeFormatter.ofPattern("d MMM", locale).format(day.day());
        ticks.add(new Tick(tenths(x + step / 2), label));
      }
    }
    return new ShareChart(List.copyOf(bars), List.copyOf(ticks), top);
  }

  private static double percent(long some, OfDay day) {
    return day.votes() == 0 ? 0 : 100.0 * some / day.votes();
  }

  private static long top(double most) {
    for (long top : TOPS) {
      if (most <= top) {
        return top;
      }
    }
    return TOPS[TOPS.length - 1];
  }

  private static double length(double percent, long top) {
    return tenths(percent / top * (FLOOR - CEILING));
  }

  private static double tenths(double number) {
    return Math.round(number * 10) / 10.0;
  }

  /** The percentage at the line half-way up. */
  public long half() {
    return top / 2;
  }
}
