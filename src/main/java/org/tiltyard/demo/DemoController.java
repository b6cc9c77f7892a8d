package org.tiltyard.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * The demo models as an OpenAI-compatible API, so that the arena reaches them the way it reaches
 * any other model. Writes the response itself: errors keep OpenAI's shape and every chunk is
 * flushed.
 */
@RestController
@RequestMapping("/demo/v1")
class DemoController {

  /** The longest conversation the arena can hold fits into this many times over. */
  private static final int LARGEST_BODY = 4 * 1024 * 1024;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final DemoModels models;
  private final DemoEndpoint endpoint;
  private final DemoSettings settings;

  DemoController(DemoModels models, DemoEndpoint endpoint, DemoSettings settings) {
    this.models = models;
    this.endpoint = endpoint;
    this.settings = settings;
  }

  @GetMapping("/models")
  Mono<Void> list(ServerWebExchange exchange) {
    List<Map<String, Object>> data =
        models.all().stream()
            .map(model ->
                Map.<String, Object>of(
                    "id",
                    model.name(),
                    "object",
                    "model",
                    "created",
                    0,
                    "owned_by",
                    model.organisation()))
            .toList();
    return Mono.fromRunnable(() -> authorize(exchange))
        .then(
            Mono.defer(
                () -> write(exchange, HttpStatus.OK, Map.of("object", "list", "data", data))))
        .onErrorResume(DemoException.class, failure -> refuse(exchange, failure));
  }

  @PostMapping("/chat/completions")
  Mono<Void> complete(ServerWebExchange exchange) {
    return Mono.fromRunnable(() -> authorize(exchange))
        .then(Mono.defer(() -> body(exchange.getRequest())))
        .map(ChatRequest::parse)
        .flatMap(request -> answer(exchange, request))
        .onErrorResume(DemoException.class, failure -> refuse(exchange, failure));
  }

  private void authorize(ServerWebExchange exchange) {
    if (!endpoint.allows(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION))) {
      throw DemoException.unauthorized();
    }
  }

  private static Mono<byte[]> body(ServerHttpRequest request) {
    if (!isJson(request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE))) {
      return Mono.error(DemoException.unsupportedType());
    }
    return DataBufferUtils.join(request.getBody(), LARGEST_BODY)
        .map(DemoController::bytes)
        .defaultIfEmpty(new byte[0])
        .onErrorMap(
            DataBufferLimitException.class, tooMuch -> DemoException.tooLarge(LARGEST_BODY));
  }

  private static boolean isJson(@Nullable String type) {
    try {
      return type != null
          && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(type));
    } catch (InvalidMediaTypeException nonsense) {
      return false;
    }
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  /** Works the answer out off the event loop, since programs read their texts on first use. */
  private Mono<Void> answer(ServerWebExchange exchange, ChatRequest request) {
    DemoProgram program =
        models
            .program(request.model())
            .orElseThrow(() -> DemoException.noSuchModel(request.model()));
    RandomGenerator random =
        request.seed().isPresent()
            ? new SplittableRandom(request.seed().getAsLong())
            : new SplittableRandom();
    return Mono.fromCallable(
            () -> Completion.of(request, program.reply(request.conversation(), random)))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(completion ->
            request.stream()
                ? stream(exchange.getResponse(), completion, request.includeUsage())
                : Mono.delay(new Pace(settings, new SplittableRandom()).beforeFirst())
                    .then(write(exchange, HttpStatus.OK, completion.whole())));
  }

  private Mono<Void> stream(ServerHttpResponse response, Completion completion, boolean usage) {
    response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
    response.getHeaders().setCacheControl("no-store");
    Flux<String> events =
        Flux.concat(
                new Pace(settings, new SplittableRandom()).apply(completion.deltas(usage)),
                Flux.fromIterable(completion.ending(usage)))
            .map(chunk -> "data: " + JSON.writeValueAsString(chunk) + "\n\n")
            .concatWithValues("data: [DONE]\n\n");
    return response.writeAndFlushWith(events.map(event -> Mono.just(buffer(response, event))));
  }

  private static Mono<Void> refuse(ServerWebExchange exchange, DemoException failure) {
    return write(exchange, failure.status(), failure.body());
  }

  private static Mono<Void> write(
      ServerWebExchange exchange, HttpStatus status, Map<String, ? extends @Nullable Object> body) {
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(status);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    response.getHeaders().setCacheControl("no-store");
    return response.writeWith(
        Mono.fromSupplier(() -> buffer(response, JSON.writeValueAsString(body))));
  }

  private static DataBuffer buffer(ServerHttpResponse response, String text) {
    return response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
