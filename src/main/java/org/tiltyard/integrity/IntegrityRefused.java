package org.tiltyard.integrity;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A decision or a ban is not whole; says which field, or what there is to do. */
class IntegrityRefused extends ErrorResponseException {

  private final String field;

  private IntegrityRefused(String rule, String field, Object... limits) {
    super(
        HttpStatus.UNPROCESSABLE_CONTENT,
        ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT),
        null,
        "problemDetail." + IntegrityRefused.class.getName() + "." + rule,
        limits);
    this.field = field;
    getBody().setProperty("field", field);
  }

  static IntegrityRefused decision() {
    return new IntegrityRefused("decision", "decision");
  }

  static IntegrityRefused nothing() {
    return new IntegrityRefused("nothing", "vote");
  }

  static IntegrityRefused tooMany(int maximum) {
    return new IntegrityRefused("many", "vote", maximum);
  }

  static IntegrityRefused reason() {
    return new IntegrityRefused("reason", "reason");
  }

  static IntegrityRefused note() {
    return new IntegrityRefused("note", "note");
  }

  static IntegrityRefused length(int maximum) {
    return new IntegrityRefused("length", "note", maximum);
  }
}
