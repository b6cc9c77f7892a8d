package org.tiltyard.identity;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A bearer token that does not open what was asked for. Says so as RFC 6750 has it, and nothing of
 * the token itself.
 */
class TokenRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private TokenRefused(HttpStatus status, String rule, String challenge) {
    super(
        status,
        ProblemDetail.forStatus(status),
        null,
        "problemDetail." + TokenRefused.class.getName() + "." + rule,
        new Object[0]);
    getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
  }

  /** Unknown, revoked or expired: which of them is nobody's business. */
  static TokenRefused invalid() {
    return new TokenRefused(
        HttpStatus.UNAUTHORIZED, "invalid", "Bearer realm=\"Tiltyard\", error=\"invalid_token\"");
  }

  /** A good token, without the scope, or of an account that may not do it. */
  static TokenRefused insufficient() {
    return new TokenRefused(
        HttpStatus.FORBIDDEN,
        "insufficient",
        "Bearer realm=\"Tiltyard\", error=\"insufficient_scope\"");
  }
}
