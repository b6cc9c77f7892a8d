package org.tiltyard.identity;

import java.util.List;
import java.util.Optional;
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
    return Mono.fromCallable(() -> find(cookie.getValue(), exchange))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(found ->
            found
                .map(session -> passOn(session.account(), exchange, chain))
                .orElseGet(() -> chain.filter(exchange)));
  }

  private Optional<Session> find(String token, ServerWebExchange exchange) {
    Optional<Session> found = sessions.find(token);
    found.ifPresent(session -> {
      session.put(exchange);
      if (sessions.touch(session)) {
        exchange
            .getResponse()
            .addCookie(Cookies.of(COOKIE, token, sessions.length(), exchange.getRequest()));
      }
    });
    return found;
  }

  /** Goes on as the account. */
  static Mono<Void> passOn(SignedIn account, ServerWebExchange exchange, WebFilterChain chain) {
    return chain
        .filter(exchange)
        .contextWrite(ReactiveSecurityContextHolder.withAuthentication(authentication(account)));
  }

  private static Authentication authentication(SignedIn account) {
    var authority = new SimpleGrantedAuthority("ROLE_" + Role.of(account.role()).name());
    return UsernamePasswordAuthenticationToken.authenticated(account, null, List.of(authority));
  }
}
