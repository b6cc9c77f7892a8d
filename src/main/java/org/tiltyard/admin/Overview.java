package org.tiltyard.admin;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/**
 * The overview's figures, each asked for no more often than its range needs, however many look at
 * it.
 */
@Component
class Overview {

  private record Taken(Instant at, Figures figures) {}

  private final FigureQueries queries;
  private final Time time;
  private final Map<Range, Taken> taken = new EnumMap<>(Range.class);

  Overview(FigureQueries queries, Time time) {
    this.queries = queries;
    this.time = time;
  }

  synchronized Figures figures(Range range) {
    Instant now = time.now();
    Taken last = taken.get(range);
    if (last != null && now.isBefore(last.at.plus(range.fresh())) && !last.at.isAfter(now)) {
      return last.figures;
    }
    Figures figures = queries.figures(range, now);
    taken.put(range, new Taken(now, figures));
    return figures;
  }

  long streams() {
    return queries.streams(time.now());
  }
}
