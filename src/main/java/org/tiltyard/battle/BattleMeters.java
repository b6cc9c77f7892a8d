package org.tiltyard.battle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** What is measured of answers and of those who watch them, on this node. */
@Component
class BattleMeters {

  private final MeterRegistry registry;
  private final Counter begun;
  private final AtomicInteger viewers = new AtomicInteger();

  BattleMeters(MeterRegistry registry) {
    this.registry = registry;
    this.begun =
        Counter.builder("tiltyard.answers.begun")
            .description("Answers that began to be written")
            .register(registry);
    Gauge.builder("tiltyard.viewers", viewers, AtomicInteger::get)
        .description("Open event streams of battles")
        .register(registry);
  }

  /** How many answers are being written is counted when somebody asks. */
  <T> void answersOpen(T source, ToDoubleFunction<T> count) {
    Gauge.builder("tiltyard.answers.open", source, count)
        .description("Answers that are being written")
        .register(registry);
  }

  void begun(List<Answer> answers) {
    begun.increment(answers.size());
  }

  /** Both labels come from fixed lists: five states, eight kinds of failure. */
  void ended(Settlement end) {
    Counter.builder("tiltyard.answers.ended")
        .description("Answers that ended, by how")
        .tag("state", end.state().word())
        .tag("kind", end.failure() == null ? "none" : end.failure())
        .register(registry)
        .increment();
  }

  void viewerCame() {
    viewers.incrementAndGet();
  }

  void viewerLeft() {
    viewers.decrementAndGet();
  }
}
