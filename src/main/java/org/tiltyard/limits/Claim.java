package org.tiltyard.limits;

import java.util.List;

/** What a request takes from buckets, once it is counted. */
public final class Claim {

  private final List<TokenBuckets.Take> takes;

  Claim(List<TokenBuckets.Take> takes) {
    this.takes = List.copyOf(takes);
  }

  List<TokenBuckets.Take> takes() {
    return takes;
  }
}
