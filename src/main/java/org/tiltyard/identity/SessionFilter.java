package org.tiltyard.identity;

import java.util.List;
import org.springframework.http.HttpCookie;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads the session cookie, when there is one, and says who is signed in. */
class SessionFilter implements WebFilter {

  static final String COOKIE = "tiltyard_session";

  private final Sessions sessions;

  SessionFilter(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    HttpCookie cookie = exchange.getRequest().getCookies().getFirst(COOKIE);
    if (cookie == null || exchange.getRequest().getPath().value().startsWith("/assets/")) {
      return chain.filter(exchange);
    }
    return Mono.fromCallable(() -> sessions.find(cookie.getValue()))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(found ->
            found
                .map(account -> passOn(account, exchange, chain))
                .orElseGet(() -> chain.filter(exchange)));
  }

  private static Mono<Void> passOn(
      SignedIn account, ServerWebExchange exchange, WebFilterChain chain) {
    account.put(exchange);
    return chain
        .filter(exchange)
        .contextWrite(ReactiveSecurityContextHolder.withAuthentication(authentication(account)));
  }

  static Authentication authentication(SignedIn account) {
    var authority = new SimpleGrantedAuthority("ROLE_" + Role.of(account.role()).name());
    return UsernamePasswordAuthenticationToken.authenticated(account, null, List.of(authority));
  }
}
