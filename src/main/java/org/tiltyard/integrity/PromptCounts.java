package org.tiltyard.integrity;

import java.util.SortedMap;

/**
 * How often prompts occur.
 *
 * @param prompts how many different prompts occur so often, by number of times
 */
record PromptCounts(SortedMap<Long, Long> prompts) {

  /**
   * The number of times that a share of all different prompts doesn't exceed, interpolated linearly
   * between neighbours as statistics programs do by default (type 7 of Hyndman and Fan); 0 without
   * prompts.
   */
  double quantile(double share) {
    long all = prompts.values().stream().mapToLong(Long::longValue).sum();
    if (all == 0) {
      return 0;
    }
    double position = share * (all - 1);
    long below = (long) Math.floor(position);
    long lower = at(below);
    long upper = at(Math.min(all - 1, below + 1));
    return lower + (position - below) * (upper - lower);
  }

  /** The number of times of the prompt at a place, from 0, when the rarest come first. */
  private long at(long place) {
    long seen = 0;
    for (var entry : prompts.entrySet()) {
      seen += entry.getValue();
      if (seen > place) {
        return entry.getKey();
      }
    }
    throw new IndexOutOfBoundsException("no prompt at " + place);
  }

  /** From how many times on a prompt is repeated: more than the quantile, and than may be. */
  long repeatedFrom(IntegritySettings settings) {
    double most =
        Math.max(quantile(settings.repeatedPromptQuantile()), settings.repeatedPromptLeast());
    return (long) Math.floor(most) + 1;
  }
}
