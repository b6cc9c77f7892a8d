package org.tiltyard.identity;

import java.time.Instant;
import java.util.Optional;
import org.springframework.web.server.ServerWebExchange;

/**
 * One sign-in in one browser.
 *
 * @param seenAt when it was last used, to the minute
 */
record Session(
    SessionId id,
    SignedIn account,
    Device device,
    Instant createdAt,
    Instant seenAt,
    Instant expiresAt) {

  private static final String ATTRIBUTE = Session.class.getName();

  /** The session of a request; none when it came with a password or a token. */
  static Optional<Session> of(ServerWebExchange exchange) {
    return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
  }

  void put(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
    account.put(exchange);
  }
}
