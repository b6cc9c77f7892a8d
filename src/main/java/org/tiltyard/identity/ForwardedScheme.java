package org.tiltyard.identity;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/**
 * Lets a request that reached a trusted proxy over TLS count as {@code https}, so that its cookies
 * are never sent in the clear. What anyone else claims is not believed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class ForwardedScheme implements WebFilter {

  private final ClientAddresses addresses;

  ForwardedScheme(ClientAddresses addresses) {
    this.addresses = addresses;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    if ("https".equals(request.getURI().getScheme()) || !addresses.secure(request)) {
      return chain.filter(exchange);
    }
    ServerHttpRequest secure =
        request
            .mutate()
            .uri(UriComponentsBuilder.fromUri(request.getURI()).scheme("https").build(true).toUri())
            .build();
    return chain.filter(exchange.mutate().request(secure).build());
  }
}
