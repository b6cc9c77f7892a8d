package org.tiltyard.battle;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ServerWebExchange;

/** Answers a small change in the way it was asked for: a form goes back to the page. */
final class Replies {

  private Replies() {}

  static boolean fromForm(ServerWebExchange exchange) {
    MediaType type = exchange.getRequest().getHeaders().getContentType();
    return type != null && MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type);
  }

  static ResponseEntity<Void> done(ServerWebExchange exchange, String battle, HttpStatus status) {
    return fromForm(exchange)
        ? ResponseEntity.status(HttpStatus.SEE_OTHER)
            .location(URI.create("/battles/" + battle))
            .build()
        : ResponseEntity.status(status).build();
  }
}
