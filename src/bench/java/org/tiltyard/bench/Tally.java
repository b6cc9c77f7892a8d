package org.tiltyard.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What clients count and time together. Times are only kept while the measurement is on. */
final class Tally {

  /** From sending the prompt to the first text of a seat. */
  final Histogram firstText = new Histogram();

  /** Of that, until the model had the request. */
  final Histogram toTheModel = new Histogram();

  /** From the model's first token to the reader. */
  final Histogram back = new Histogram();

  /** Between two pieces of one answer. */
  final Histogram gaps = new Histogram();

  /** From sending a vote to its answer. */
  final Histogram votes = new Histogram();

  final LongAdder tokens = new LongAdder();
  final LongAdder answers = new LongAdder();

  /** Answers with a gap in their offsets, a byte that was not the model's, or no end. */
  final LongAdder broken = new LongAdder();

  private final Map<String, LongAdder> errors = new ConcurrentSkipListMap<>();
  private volatile boolean timing;

  /** From now on times are kept, or no longer. */
  void timing(boolean on) {
    timing = on;
  }

  /** Whether times are kept. */
  boolean timing() {
    return timing;
  }

  /** Counts what went wrong, by its words. */
  void error(String what) {
    errors.computeIfAbsent(what, key -> new LongAdder()).increment();
  }

  /** How often what went wrong. */
  Map<String, LongAdder> errors() {
    return errors;
  }

  long errorCount() {
    return errors.values().stream().mapToLong(LongAdder::sum).sum();
  }
}
