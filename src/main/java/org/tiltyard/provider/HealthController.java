package org.tiltyard.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.ChangeEvents;
import org.tiltyard.shared.Time;
import reactor.core.publisher.Flux;

/** The admin's page of how the models do, and what can be done about it. */
@Controller
class HealthController {

  /** Which route a button is about. */
  record RouteForm(String endpoint, String model) {
    Route route() {
      return new Route(new EndpointId(endpoint), model);
    }
  }

  private static final String PAGE = "/admin/health";
  private static final int HISTORY = 50;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final Health health;
  private final HealthRecords records;
  private final HealthNews news;
  private final HealthWebhook webhook;
  private final Endpoints endpoints;
  private final ChangeEvents changes;
  private final Live<HealthSettings> settings;
  private final Time time;

  HealthController(
      Health health,
      HealthRecords records,
      HealthNews news,
      HealthWebhook webhook,
      Endpoints endpoints,
      ChangeEvents changes,
      Live<HealthSettings> healthSettings,
      Time time) {
    this.health = health;
    this.records = records;
    this.news = news;
    this.webhook = webhook;
    this.endpoints = endpoints;
    this.changes = changes;
    this.settings = healthSettings;
    this.time = time;
  }

  @GetMapping(PAGE)
  String page(Model model) {
    HealthSettings now = settings.get();
    model.addAttribute("routes", rows());
    model.addAttribute("history", news.latest(HISTORY));
    model.addAttribute("enabled", now.enabled());
    model.addAttribute("webhook", !now.webhookUrl().isBlank());
    webhook.latest().ifPresent(latest -> model.addAttribute("latestMessage", latest));
    return "provider/health";
  }

  private List<RouteRow> rows() {
    Instant now = time.now();
    Map<Route, List<String>> drawn = health.drawn();
    Map<Route, RouteFigures> figures = records.figures(now.minus(CallWindow.KEPT));
    Map<EndpointId, String> names =
        endpoints
            .findAllById(drawn.keySet().stream().map(Route::endpoint).distinct().toList())
            .stream()
            .collect(Collectors.toMap(Endpoint::id, Endpoint::name));
    return drawn.keySet().stream()
        .map(route ->
            RouteRow.of(
                route,
                health.name(route),
                names.getOrDefault(route.endpoint(), ""),
                health.circuits().getOrDefault(route, Circuit.fresh(now, settings.get())),
                figures.getOrDefault(route, RouteFigures.NONE)))
        .sorted(Comparator.comparing((RouteRow row) -> !row.out()).thenComparing(RouteRow::names))
        .toList();
  }

  /** Says when the page would look different. */
  @GetMapping(path = PAGE + "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  Flux<ServerSentEvent<String>> events() {
    return changes.follow(
        LOOK_EVERY,
        () -> List.of(health.circuits(), records.figures(time.now().minus(CallWindow.KEPT))));
  }

  /** Asks the model for a token, now. */
  @PostMapping(PAGE + "/probe")
  String probe(RouteForm form, ServerWebExchange exchange) {
    return change(form, circuit -> circuit.askedAt(time.now()), exchange);
  }

  /** Takes the model out of the draw until somebody lets it in. */
  @PostMapping(PAGE + "/hold-out")
  String holdOut(RouteForm form, ServerWebExchange exchange) {
    return change(form, circuit -> circuit.heldOut(true), exchange);
  }

  /** Lets the model into the draw, whether an admin or the arena took it out. */
  @PostMapping(PAGE + "/let-in")
  String letIn(RouteForm form, ServerWebExchange exchange) {
    return change(
        form,
        circuit ->
            circuit.heldOut() ? circuit.heldOut(false) : circuit.closed(time.now(), settings.get()),
        exchange);
  }

  private String change(RouteForm form, UnaryOperator<Circuit> step, ServerWebExchange exchange) {
    Route route = form.route();
    if (!health.circuits().containsKey(route)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    health.change(route, step, SignedIn.in(exchange));
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:" + PAGE;
  }
}
