package org.tiltyard.battle;

import java.time.Instant;
import java.util.List;

/** Counts the verdicts on drawn pairs. Implemented by the module that keeps the votes. */
public interface PairCounts {

  /**
   * The verdicts of a time, from included, until not; waits for the database. A pair may come more
   * than once, in either order.
   */
  List<PairCount> between(Instant from, Instant until);
}
