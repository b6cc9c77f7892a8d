package org.tiltyard.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.context.MessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.settings.Branding;
import org.tiltyard.settings.Live;
import reactor.core.publisher.Mono;

/**
 * The one error policy, wherever an error comes from (filters included): problem+json for programs,
 * a page for browsers. Words come from the bundles, keyed by the exception; an unforeseen error is
 * logged and shows no detail.
 */
@Component
@Order(-2)
class ErrorPolicy implements ErrorWebExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ErrorPolicy.class);
  private static final long SPARING = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong databaseLogged = new AtomicLong(System.nanoTime() - 2 * SPARING);
  private final MessageSource messages;
  private final Live<Branding> branding;
  private final ServerResponse.Context context;

  ErrorPolicy(
      MessageSource messages,
      Live<Branding> branding,
      ServerCodecConfigurer codecs,
      List<ViewResolver> viewResolvers) {
    this.messages = messages;
    this.branding = branding;
    HandlerStrategies strategies = HandlerStrategies.empty().build();
    this.context =
        new ServerResponse.Context() {
          @Override
          public List<org.springframework.http.codec.HttpMessageWriter<?>> messageWriters() {
            return codecs.getWriters();
          }

          @Override
          public List<ViewResolver> viewResolvers() {
            return viewResolvers.isEmpty() ? strategies.viewResolvers() : viewResolvers;
          }
        };
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(error);
    }
    ProblemDetail problem = describe(error, exchange);
    if (error instanceof ErrorResponse known) {
      exchange.getResponse().getHeaders().addAll(known.getHeaders());
    }
    Mono<ServerResponse> response = wantsPage(exchange) ? page(problem, exchange) : json(problem);
    return response.flatMap(ready -> ready.writeTo(exchange, context));
  }

  private ProblemDetail describe(Throwable error, ServerWebExchange exchange) {
    Locale locale =
        Optional.ofNullable(exchange.getLocaleContext().getLocale()).orElse(Locale.ENGLISH);
    if (tooLarge(error)) {
      return plain(HttpStatus.CONTENT_TOO_LARGE, locale);
    }
    if (error instanceof DecodingException) {
      return plain(HttpStatus.BAD_REQUEST, locale);
    }
    if (error instanceof ErrorResponse known) {
      ProblemDetail body = known.updateAndGetBody(messages, locale);
      return hasOwnWords(known, locale) ? body : named(body, locale);
    }
    if (error instanceof TransientDataAccessException
        || (error instanceof DataAccessException && !(error.getCause() instanceof Error))) {
      logDatabase(error);
      return plain(HttpStatus.SERVICE_UNAVAILABLE, locale);
    }
    log.error("A request failed unexpectedly", error);
    return plain(HttpStatus.INTERNAL_SERVER_ERROR, locale);
  }

  /** Once a second in full: a database that is gone fails every request, all in the same way. */
  private void logDatabase(Throwable error) {
    long now = System.nanoTime();
    long last = databaseLogged.get();
    if (now - last > SPARING && databaseLogged.compareAndSet(last, now)) {
      log.error("The database failed a request", error);
    } else {
      log.error("The database failed another request: {}", error.getClass().getSimpleName());
    }
  }

  private boolean hasOwnWords(ErrorResponse error, Locale locale) {
    String code = error.getDetailMessageCode();
    return messages.getMessage(code, error.getDetailMessageArguments(), null, locale) != null;
  }

  private static boolean tooLarge(Throwable error) {
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataBufferLimitException) {
        return true;
      }
    }
    return false;
  }

  private ProblemDetail plain(HttpStatus status, Locale locale) {
    return named(ProblemDetail.forStatus(status), locale);
  }

  /** Our own words for a plain status, which the framework only names by its English phrase. */
  private ProblemDetail named(ProblemDetail problem, Locale locale) {
    String key = "problem.status." + problem.getStatus();
    problem.setTitle(messages.getMessage(key + ".title", null, problem.getTitle(), locale));
    problem.setDetail(messages.getMessage(key + ".detail", null, problem.getDetail(), locale));
    return problem;
  }

  /** Under /api a browser is a program, too. */
  private static boolean wantsPage(ServerWebExchange exchange) {
    return !exchange.getRequest().getPath().value().startsWith("/api/")
        && exchange.getRequest().getHeaders().getAccept().stream()
            .anyMatch(type -> type.isCompatibleWith(MediaType.TEXT_HTML) && !type.isWildcardType());
  }

  private static Mono<ServerResponse> json(ProblemDetail problem) {
    return ServerResponse.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyValue(problem);
  }

  private Mono<ServerResponse> page(ProblemDetail problem, ServerWebExchange exchange) {
    return ServerResponse.status(problem.getStatus())
        .contentType(MediaType.TEXT_HTML)
        .render(
            "web/error",
            Map.of(
                "status", problem.getStatus(),
                "title", Optional.ofNullable(problem.getTitle()).orElse(""),
                "detail", Optional.ofNullable(problem.getDetail()).orElse(""),
                "arenaName", branding.get().name(),
                "path", exchange.getRequest().getPath().value()));
  }
}
