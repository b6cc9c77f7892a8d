package org.tiltyard.provider;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is measured and traced of calls to model servers, on this node. Names of models are for
 * admins only. A call is a trace of its own: it outlives the request that began it.
 */
@Component
class ProviderMeters {

  /** Beyond so many names of models, the others are one: labels must not grow for ever. */
  private static final int MOST_MODELS = 100;

  private static final String OTHERS = "others";

  private static final Duration[] BOUNDS = {
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final MeterRegistry registry;
  private final Tracer tracer;
  private final Set<String> models = ConcurrentHashMap.newKeySet();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger writing = new AtomicInteger();

  ProviderMeters(MeterRegistry registry, Tracer tracer) {
    this.registry = registry;
    this.tracer = tracer;
    calls("waiting", waiting);
    calls("writing", writing);
  }

  private void calls(String phase, AtomicInteger number) {
    Gauge.builder("tiltyard.provider.calls", number, AtomicInteger::get)
        .description("Calls to model servers that wait for their first token, or receive")
        .tag("phase", phase)
        .register(registry);
  }

  /** One call, from its request to its end; told by one thread, ended by any, once. */
  final class Call {

    private enum Phase {
      NEW,
      WAITING,
      WRITING,
      OVER
    }

    private Phase phase = Phase.NEW;
    private @Nullable Span span;

    synchronized void asked() {
      if (phase == Phase.NEW) {
        phase = Phase.WAITING;
        waiting.incrementAndGet();
        span = tracer.spanBuilder().name("chat").kind(Span.Kind.CLIENT).setNoParent().start();
      }
    }

    /**
     * The first token is there.
     *
     * @param model as people know it
     */
    synchronized void first(String model) {
      if (phase == Phase.WAITING) {
        phase = Phase.WRITING;
        waiting.decrementAndGet();
        writing.incrementAndGet();
        if (span != null) {
          span.tag("model", model).event("first token");
        }
      }
    }

    synchronized void failed(FailureKind kind) {
      if (span != null) {
        span.tag("error.type", kind.word());
      }
      over();
    }

    synchronized void over() {
      switch (phase) {
        case WAITING -> waiting.decrementAndGet();
        case WRITING -> writing.decrementAndGet();
        case NEW, OVER -> {}
      }
      if (span != null && phase != Phase.OVER) {
        span.end();
      }
      phase = Phase.OVER;
    }
  }

  Call call() {
    return new Call();
  }

  /**
   * @param model as people know it
   */
  void firstToken(String model, int millis) {
    Timer.builder("tiltyard.first.token")
        .description("From the request to a model server to its first token")
        .tag("model", bounded(model))
        .serviceLevelObjectives(BOUNDS)
        .register(registry)
        .record(Duration.ofMillis(millis));
  }

  private String bounded(String model) {
    if (models.size() < MOST_MODELS) {
      models.add(model);
    }
    return models.contains(model) ? model : OTHERS;
  }

  void failed(FailureKind kind) {
    Counter.builder("tiltyard.provider.failures")
        .description("Calls to model servers that failed, retried ones included")
        .tag("kind", kind.word())
        .register(registry)
        .increment();
  }
}
