package org.tiltyard.identity;

import java.time.Duration;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The one form of our cookies: out of scripts' reach, not sent across sites. */
final class Cookies {

  private Cookies() {}

  static ResponseCookie of(String name, String value, Duration length, ServerHttpRequest request) {
    return ResponseCookie.from(name, value)
        .httpOnly(true)
        .secure("https".equals(request.getURI().getScheme()))
        .sameSite("Lax")
        .path("/")
        .maxAge(length)
        .build();
  }
}
