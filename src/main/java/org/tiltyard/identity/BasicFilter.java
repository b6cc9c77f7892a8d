package org.tiltyard.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * HTTP Basic: scripts that send a user name and a password. Guarded like the sign-in page, and
 * closed to accounts with a second factor.
 */
class BasicFilter implements WebFilter {

  private static final String SCHEME = "Basic ";

  private final SignIns signIns;

  BasicFilter(SignIns signIns) {
    this.signIns = signIns;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return chain.filter(exchange);
    }
    return Mono.fromCallable(() -> signedIn(header.substring(SCHEME.length()), exchange))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(account -> {
          account.put(exchange);
          return SessionFilter.passOn(account, exchange, chain);
        });
  }

  private SignedIn signedIn(String credentials, ServerWebExchange exchange) {
    String decoded = decode(credentials);
    int colon = decoded == null ? -1 : decoded.indexOf(':');
    if (decoded == null || colon < 0) {
      throw SignInRefused.basic();
    }
    String username = decoded.substring(0, colon);
    String password = decoded.substring(colon + 1);
    return signIns.byBasic(username, password, exchange).signedIn();
  }

  private static @Nullable String decode(String credentials) {
    try {
      return new String(Base64.getDecoder().decode(credentials.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
