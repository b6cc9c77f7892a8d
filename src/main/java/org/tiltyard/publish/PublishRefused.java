package org.tiltyard.publish;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A release can't be put there; {@code field} says what is wrong. */
final class PublishRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private PublishRefused(HttpStatus status, String rule, String field) {
    super(
        status,
        ProblemDetail.forStatus(status),
        null,
        "problemDetail." + PublishRefused.class.getName() + "." + rule,
        null);
    getBody().setProperty("field", field);
  }

  static PublishRefused notReady() {
    return new PublishRefused(HttpStatus.CONFLICT, "notReady", "state");
  }

  static PublishRefused noSuchPlace() {
    return new PublishRefused(HttpStatus.UNPROCESSABLE_CONTENT, "noSuchPlace", "target");
  }
}
