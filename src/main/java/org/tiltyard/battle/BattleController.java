package org.tiltyard.battle;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.identity.Participants;
import org.tiltyard.settings.Live;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The JSON side of battles, and their event stream. Forms and pages: {@link ArenaController}. */
@Controller
class BattleController {

  /** A first prompt as a program sends it; models are given by name, where they are chosen. */
  record StartJson(
      @Nullable String prompt,
      @Nullable String mode,
      @Nullable List<String> models,
      @Nullable Boolean acknowledged) {}

  /** A further prompt as a program sends it; acknowledged: sent in spite of a warning. */
  record PromptJson(@Nullable String prompt, @Nullable Boolean acknowledged) {}

  private final Arena arena;
  private final Admission admission;
  private final Openings openings;
  private final Participants participants;
  private final BattlePages pages;
  private final EventStreams streams;
  private final Live<BattleSettings> settings;

  BattleController(
      Arena arena,
      Admission admission,
      Openings openings,
      Participants participants,
      BattlePages pages,
      EventStreams streams,
      Live<BattleSettings> settings) {
    this.arena = arena;
    this.admission = admission;
    this.openings = openings;
    this.participants = participants;
    this.pages = pages;
    this.streams = streams;
    this.settings = settings;
  }

  @PostMapping(path = "/battles", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, Object>> start(
      @RequestBody StartJson body, ServerWebExchange exchange) {
    return opened(
        openings.open(
            body.prompt(), body.mode(), body.models(), isTrue(body.acknowledged()), exchange));
  }

  @PostMapping(path = "/battles/{id}/continue", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, Object>> carryOn(
      @PathVariable String id, @RequestBody PromptJson body, ServerWebExchange exchange) {
    return opened(
        openings.carryOn(find(id, exchange), body.prompt(), isTrue(body.acknowledged()), exchange));
  }

  private static boolean isTrue(@Nullable Boolean given) {
    return given != null && given;
  }

  private static ResponseEntity<Map<String, Object>> opened(Battle battle) {
    return ResponseEntity.created(URI.create("/battles/" + battle.id().value()))
        .body(Map.of("id", battle.id().value(), "turn", battle.turns()));
  }

  @GetMapping(path = "/battles/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  BattleJson show(@PathVariable String id, ServerWebExchange exchange) {
    return pages.json(find(id, exchange));
  }

  @GetMapping("/battles/{id}/events")
  Mono<Void> events(
      @PathVariable String id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      ServerWebExchange exchange) {
    ServerHttpResponse response = exchange.getResponse();
    return Mono.fromCallable(() -> find(id, exchange))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(battle -> {
          response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
          response.getHeaders().setCacheControl("no-store");
          // Proxies that buffer would turn the stream into one burst at the end.
          response.getHeaders().set("X-Accel-Buffering", "no");
          return response.writeAndFlushWith(
              streams.open(battle, lastEventId, response.bufferFactory()).map(Flux::just));
        });
  }

  @PostMapping(path = "/battles/{id}/turns", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, Object>> ask(
      @PathVariable String id, @RequestBody PromptJson body, ServerWebExchange exchange) {
    Prompt prompt = Prompt.of(body.prompt(), settings.get().promptCharacters());
    ParticipantId voter = voter(exchange);
    Prompt admitted = admission.admit(prompt, isTrue(body.acknowledged()), exchange);
    Battle battle = arena.ask(BattleId.parse(id), voter, admitted);
    return ResponseEntity.status(HttpStatus.CREATED).body(Map.of("turn", battle.turns()));
  }

  @PostMapping("/battles/{id}/seats/{seat:a|b}/stop")
  ResponseEntity<Void> stop(
      @PathVariable String id, @PathVariable String seat, ServerWebExchange exchange) {
    arena.stop(BattleId.parse(id), voter(exchange), Seat.of(seat));
    return Replies.done(exchange, id, HttpStatus.NO_CONTENT);
  }

  @PostMapping("/battles/{id}/seats/{seat:a|b}/retry")
  ResponseEntity<?> retry(
      @PathVariable String id, @PathVariable String seat, ServerWebExchange exchange) {
    return retry(id, List.of(Seat.of(seat)), exchange);
  }

  @PostMapping("/battles/{id}/retry")
  ResponseEntity<?> retryAll(@PathVariable String id, ServerWebExchange exchange) {
    return retry(id, find(id, exchange).seats(), exchange);
  }

  private ResponseEntity<?> retry(String id, List<Seat> seats, ServerWebExchange exchange) {
    ParticipantId voter = voter(exchange);
    admission.admitRetry(exchange);
    Battle battle = arena.retry(BattleId.parse(id), voter, seats);
    if (Replies.fromForm(exchange)) {
      return Replies.done(exchange, id, HttpStatus.ACCEPTED);
    }
    return ResponseEntity.accepted().body(Map.of("turn", battle.turns()));
  }

  private Battle find(String id, ServerWebExchange exchange) {
    return arena.find(BattleId.parse(id), voter(exchange));
  }

  private ParticipantId voter(ServerWebExchange exchange) {
    return participants.of(exchange).orElseThrow(BattleNotFound::new);
  }

  static Locale locale(ServerWebExchange exchange) {
    return Optional.ofNullable(exchange.getLocaleContext().getLocale()).orElse(Locale.ENGLISH);
  }
}
