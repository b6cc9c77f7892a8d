package org.tiltyard.review;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A decision can't be taken; says which field, or that there is one. */
class ReviewRefused extends ErrorResponseException {

  private ReviewRefused(HttpStatus status, String rule, String field, Object... limits) {
    super(
        status,
        ProblemDetail.forStatus(status),
        null,
        "problemDetail." + ReviewRefused.class.getName() + "." + rule,
        limits);
    getBody().setProperty("field", field);
  }

  static ReviewRefused decision() {
    return new ReviewRefused(HttpStatus.UNPROCESSABLE_CONTENT, "decision", "decision");
  }

  static ReviewRefused reason() {
    return new ReviewRefused(HttpStatus.UNPROCESSABLE_CONTENT, "reason", "reason");
  }

  static ReviewRefused note() {
    return new ReviewRefused(HttpStatus.UNPROCESSABLE_CONTENT, "note", "note");
  }

  static ReviewRefused length(int maximum) {
    ReviewRefused refused =
        new ReviewRefused(HttpStatus.UNPROCESSABLE_CONTENT, "length", "note", maximum);
    refused.getBody().setProperty("limit", maximum);
    return refused;
  }

  static ReviewRefused decided() {
    return new ReviewRefused(HttpStatus.CONFLICT, "decided", "decision");
  }
}
