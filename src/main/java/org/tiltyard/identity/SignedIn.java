package org.tiltyard.identity;

import java.util.Optional;
import org.springframework.web.server.ServerWebExchange;

/**
 * The account behind a request, as pages and checks see it.
 *
 * @param role {@code admin}, {@code researcher} or {@code annotator}
 */
public record SignedIn(AccountId id, String username, String role) {

  private static final String ATTRIBUTE = SignedIn.class.getName();

  /** Who sent the request, if somebody is signed in. */
  public static Optional<SignedIn> of(ServerWebExchange exchange) {
    return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
  }

  /** Who sent a request that only somebody with an account can send. */
  public static SignedIn in(ServerWebExchange exchange) {
    return of(exchange).orElseThrow(() -> new IllegalStateException("nobody is signed in"));
  }

  /** Notes who sent the request. */
  void put(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }
}
