package org.tiltyard.identity;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A sign-in did not go on. Whatever the reason, it reads the same for an account that exists and
 * for one that doesn't.
 */
class SignInRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;
  private static final Duration BUSY = Duration.ofSeconds(3);

  private SignInRefused(HttpStatus status, String rule, String field, Object... arguments) {
    super(
        status,
        ProblemDetail.forStatus(status),
        null,
        "problemDetail." + SignInRefused.class.getName() + "." + rule,
        arguments);
    getBody().setProperty("field", field);
  }

  private SignInRefused retryAfter(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    getBody().setProperty("retryAfter", seconds);
    return this;
  }

  /** Name and password don't belong together. */
  static SignInRefused mismatch() {
    return new SignInRefused(HttpStatus.UNPROCESSABLE_CONTENT, "mismatch", "password");
  }

  /** The same for HTTP Basic: the client is asked for other credentials. */
  static SignInRefused basic() {
    SignInRefused refused = new SignInRefused(HttpStatus.UNAUTHORIZED, "mismatch", "password");
    refused.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, Security.BASIC);
    return refused;
  }

  /** The code of the app is wrong, or was used before. */
  static SignInRefused code() {
    return new SignInRefused(HttpStatus.UNPROCESSABLE_CONTENT, "code", "code");
  }

  /** The recovery code is wrong, or was used before. */
  static SignInRefused recoveryCode() {
    return new SignInRefused(HttpStatus.UNPROCESSABLE_CONTENT, "recoveryCode", "recovery");
  }

  /** Too many failures: the next try has to wait. */
  static SignInRefused throttled(Duration wait) {
    long minutes = Math.max(1, wait.plusSeconds(59).toMinutes());
    return new SignInRefused(HttpStatus.TOO_MANY_REQUESTS, "throttled", "password", minutes)
        .retryAfter(wait);
  }

  /** Too many others are signing in at this moment. */
  static SignInRefused busy() {
    return new SignInRefused(HttpStatus.SERVICE_UNAVAILABLE, "busy", "password").retryAfter(BUSY);
  }

  /**
   * Signing in at the issuer came to nothing.
   *
   * @param issuer what people call it
   */
  static SignInRefused elsewhere(OidcFailure.Reason reason, String issuer) {
    return switch (reason) {
      case CANCELLED -> elsewhere(HttpStatus.UNPROCESSABLE_CONTENT, "cancelled", issuer);
      case EXPIRED -> elsewhere(HttpStatus.UNPROCESSABLE_CONTENT, "expired", issuer);
      case NOT_ALLOWED -> elsewhere(HttpStatus.FORBIDDEN, "notAllowed", issuer);
      case NO_ACCOUNT -> elsewhere(HttpStatus.FORBIDDEN, "noAccount", issuer);
      case DISABLED -> elsewhere(HttpStatus.FORBIDDEN, "disabled", issuer);
      case UNREACHABLE -> elsewhere(HttpStatus.SERVICE_UNAVAILABLE, "unreachable", issuer);
      case UNTRUSTED -> elsewhere(HttpStatus.UNPROCESSABLE_CONTENT, "untrusted", issuer);
    };
  }

  private static SignInRefused elsewhere(HttpStatus status, String rule, String issuer) {
    return new SignInRefused(status, rule, "issuer", issuer);
  }

  /** The account has a second factor, which HTTP Basic can't ask for. */
  static SignInRefused secondFactor() {
    SignInRefused refused = new SignInRefused(HttpStatus.UNAUTHORIZED, "secondFactor", "password");
    refused.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return refused;
  }
}
