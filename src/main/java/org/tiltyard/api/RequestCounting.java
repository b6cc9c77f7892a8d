package org.tiltyard.api;

import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.limits.Limits;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Counts the requests that an account sends to the API, before any of them is worked on. */
@Component
@Order(RequestCounting.AFTER_SECURITY)
class RequestCounting implements WebFilter {

  static final int AFTER_SECURITY = 0;

  private final Limits limits;

  RequestCounting(Limits limits) {
    this.limits = limits;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    Optional<SignedIn> account = SignedIn.of(exchange);
    if (account.isEmpty() || !exchange.getRequest().getPath().value().startsWith("/api/")) {
      return chain.filter(exchange);
    }
    return Mono.<Void>fromRunnable(() -> limits.countRequest(account.get().id()))
        .subscribeOn(Schedulers.boundedElastic())
        .then(Mono.defer(() -> chain.filter(exchange)));
  }
}
