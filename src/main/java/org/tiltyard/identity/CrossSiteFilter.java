package org.tiltyard.identity;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses changes that another site makes a browser send. Browsers say where a request comes from
 * in {@code Sec-Fetch-Site} and {@code Origin}; a client that sends neither is no browser, carries
 * no one's cookies by accident, and is let through.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class CrossSiteFilter implements WebFilter {

  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Set<String> OWN = Set.of("same-origin", "none");

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    if (SAFE.contains(request.getMethod()) || isOwn(request)) {
      return chain.filter(exchange);
    }
    return Mono.error(new ResponseStatusException(HttpStatus.FORBIDDEN));
  }

  private static boolean isOwn(ServerHttpRequest request) {
    String site = request.getHeaders().getFirst("Sec-Fetch-Site");
    if (site != null && !OWN.contains(site)) {
      return false;
    }
    String origin = request.getHeaders().getOrigin();
    return origin == null || sameHost(origin, request.getHeaders().getFirst("Host"));
  }

  /** The scheme is left out: a proxy in front may have ended TLS. */
  private static boolean sameHost(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return host != null && authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
