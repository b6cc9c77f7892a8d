package org.tiltyard.identity;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes the bearer token of a program. A request with one is the program's, whatever cookies it
 * carries, and has the token's scopes and no role: a rule that asks for a role never lets it in.
 */
class TokenFilter implements WebFilter {

  private static final String SCHEME = "Bearer";

  private final ApiTokens tokens;

  TokenFilter(ApiTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String secret = secretOf(exchange);
    // The demo programs are a model server with a key of its own.
    if (secret == null || exchange.getRequest().getPath().value().startsWith("/demo/")) {
      return chain.filter(exchange);
    }
    return Mono.fromCallable(() -> find(secret))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(found ->
            found
                .map(token -> goOn(token, exchange, chain))
                .orElseGet(() -> Mono.error(TokenRefused.invalid())));
  }

  private static @Nullable String secretOf(ServerWebExchange exchange) {
    String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    String rest = header.substring(SCHEME.length());
    return rest.isEmpty() || rest.startsWith(" ") ? rest.strip() : null;
  }

  private Optional<ApiToken> find(String secret) {
    return secret.startsWith(ApiTokens.PREFIX) ? tokens.use(secret) : Optional.empty();
  }

  private static Mono<Void> goOn(ApiToken token, ServerWebExchange exchange, WebFilterChain chain) {
    token.account().put(exchange);
    return chain
        .filter(exchange)
        .contextWrite(ReactiveSecurityContextHolder.withAuthentication(authentication(token)));
  }

  private static Authentication authentication(ApiToken token) {
    Role role = Role.of(token.account().role());
    List<SimpleGrantedAuthority> authorities =
        token.scopes().stream()
            .filter(scope -> scope.isFor(role))
            .map(scope -> new SimpleGrantedAuthority(scope.authority()))
            .toList();
    return UsernamePasswordAuthenticationToken.authenticated(token.account(), null, authorities);
  }

  /** Whether the request came with a token, so that a refusal speaks of it. */
  static boolean carriesToken(ServerWebExchange exchange) {
    return secretOf(exchange) != null;
  }
}
