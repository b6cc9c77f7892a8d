package org.tiltyard.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What is measured of the buckets, on this node. */
@Component
class LimitMeters {

  private final MeterRegistry registry;
  private final Counter asked;
  private final Counter challenged;

  LimitMeters(MeterRegistry registry) {
    this.registry = registry;
    this.asked =
        Counter.builder("tiltyard.limits.asked")
            .description("Requests that took from buckets, or would have")
            .register(registry);
    this.challenged =
        Counter.builder("tiltyard.limits.challenges")
            .description("Requests that were asked to solve a challenge first")
            .register(registry);
  }

  /** Requests that the buckets were asked about. */
  void asked(int requests) {
    asked.increment(requests);
  }

  /** A bucket was empty. */
  void refused(Limit limit) {
    Counter.builder("tiltyard.limits.refused")
        .description("Requests that found a bucket empty")
        .tag("limit", limit.word())
        .register(registry)
        .increment();
  }

  /** A bucket ran low. */
  void challenged() {
    challenged.increment();
  }
}
