package org.tiltyard.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * Once a second: reads what all processes know, adds what this one has seen, knocks at endpoints
 * that nobody uses, and asks for a token where one is due.
 */
@Component
final class HealthMonitor implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(HealthMonitor.class);
  private static final long EVERY_MILLIS = 1000;
  private static final int TELL_FIGURES_EVERY = 5;
  private static final int TIDY_EVERY = 600;
  private static final Duration KEEP_HISTORY = Duration.ofDays(365);

  private final Health health;
  private final HealthRecords records;
  private final HealthNews news;
  private final HealthWebhook webhook;
  private final RouteWatches watches;
  private final Probe probe;
  private final DrawnRoutes routes;
  private final Endpoints endpoints;
  private final Live<HealthSettings> settings;
  private final Time time;

  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Map<EndpointId, KnockSchedule> knocks = new ConcurrentHashMap<>();
  private final ScheduledExecutorService ticker =
      new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("health").factory());
  private final ExecutorService errands = Executors.newVirtualThreadPerTaskExecutor();
  private long ticks;
  private volatile boolean running;

  HealthMonitor(
      Health health,
      HealthRecords records,
      HealthNews news,
      HealthWebhook webhook,
      RouteWatches watches,
      Probe probe,
      DrawnRoutes routes,
      Endpoints endpoints,
      Live<HealthSettings> healthSettings,
      Time time) {
    this.health = health;
    this.records = records;
    this.news = news;
    this.webhook = webhook;
    this.watches = watches;
    this.probe = probe;
    this.routes = routes;
    this.endpoints = endpoints;
    this.settings = healthSettings;
    this.time = time;
  }

  @Override
  public void start() {
    running = true;
    health.refresh(routes.drawn());
    ticker.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      look();
    } catch (RuntimeException e) {
      // Thrown further it would end the schedule; what is known stays as it is for now.
      log.warn("The health of the models could not be looked after: {}", e.getMessage());
    }
  }

  private void look() {
    health.refresh(routes.drawn());
    webhook.sendDue(errands);
    if (ticks++ % TIDY_EVERY == 0) {
      tidy();
    }
    if (!settings.get().enabled()) {
      return;
    }
    health.drawn().keySet().forEach(this::judge);
    Map<EndpointId, Endpoint> used = endpointsInUse();
    used.values().forEach(this::knockWhenQuiet);
    health
        .drawn()
        .keySet()
        .forEach(route -> {
          Endpoint endpoint = used.get(route.endpoint());
          if (endpoint != null) {
            probeWhenDue(endpoint, route);
          }
        });
    if (ticks % TELL_FIGURES_EVERY == 0) {
      health.drawn().keySet().forEach(this::tellFigures);
    }
  }

  private void judge(Route route) {
    Circuit circuit = health.circuits().get(route);
    HealthSettings now = settings.get();
    if (circuit == null) {
      records.add(route, Circuit.fresh(time.now(), now));
      return;
    }
    RouteWatch watch = watches.of(route);
    if (!watch.judge(circuit, time.now(), now, random).equals(circuit)) {
      health.change(route, current -> watch.judge(current, time.now(), now, random), null);
    }
    watch.told();
  }

  /** Not the arena's own demo programs: when they are down, everything is. */
  private Map<EndpointId, Endpoint> endpointsInUse() {
    List<EndpointId> ids =
        health.drawn().keySet().stream().map(Route::endpoint).distinct().toList();
    return endpoints.findAllById(ids).stream()
        .filter(endpoint -> !endpoint.internal())
        .collect(Collectors.toMap(Endpoint::id, endpoint -> endpoint));
  }

  private void knockWhenQuiet(Endpoint endpoint) {
    KnockSchedule schedule = knocks.computeIfAbsent(endpoint.id(), id -> new KnockSchedule());
    List<RouteWatch> watched =
        health.drawn().keySet().stream()
            .filter(route -> route.endpoint().equals(endpoint.id()))
            .map(watches::of)
            .toList();
    Instant lastSuccess =
        watched.stream()
            .map(RouteWatch::lastSuccess)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null);
    if (schedule.begin(lastSuccess, time.now(), settings.get())) {
      errands.execute(() -> knock(endpoint, schedule, watched));
    }
  }

  private void knock(Endpoint endpoint, KnockSchedule schedule, List<RouteWatch> watched) {
    try {
      probe.knock(endpoint);
      if (schedule.opened(time.now())) {
        watched.forEach(RouteWatch::reachableAgain);
      }
    } catch (ChatFailure e) {
      schedule.refused(time.now());
      RouteFailure failure = RouteFailure.of(e, time.now());
      watched.forEach(watch -> watch.failed(failure, settings.get()));
    }
  }

  private void probeWhenDue(Endpoint endpoint, Route route) {
    Circuit circuit = health.circuits().get(route);
    if (circuit != null && circuit.probeDue(time.now(), settings.get())) {
      errands.execute(() -> ask(endpoint, route));
    }
  }

  private void ask(Endpoint endpoint, Route route) {
    try {
      if (health.change(route, this::takeProbe, null).isPresent()) {
        report(route, probe.ask(endpoint, route.model()));
      }
    } catch (RuntimeException e) {
      log.warn("A probe of {} could not be made: {}", health.name(route), e.getMessage());
    }
  }

  private Circuit takeProbe(Circuit circuit) {
    Instant now = time.now();
    return circuit.probeDue(now, settings.get()) ? circuit.probing(now, probe.patience()) : circuit;
  }

  private void report(Route route, Probe.Result result) {
    HealthSettings now = settings.get();
    RouteFailure failure = result.failure();
    if (failure == null) {
      watches.of(route).probed(result.firstTokenMillis(), time.now(), now);
      health.change(route, current -> current.answered(time.now(), now), null);
    } else {
      watches.of(route).failed(failure, now);
      health.change(route, current -> current.unanswered(failure, time.now(), now, random), null);
    }
  }

  private void tellFigures(Route route) {
    RouteFigures figures = watches.of(route).changedFigures(time.now());
    if (figures != null) {
      records.put(route, figures);
    }
  }

  private void tidy() {
    Instant now = time.now();
    records.forgetFigures(now.minus(CallWindow.KEPT));
    news.forget(now.minus(KEEP_HISTORY));
    webhook.forget();
    health.circuits().keySet().stream()
        .filter(route -> !health.drawn().containsKey(route))
        .forEach(records::remove);
  }

  @Override
  public void stop() {
    running = false;
    ticker.shutdownNow();
    errands.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the database goes. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
