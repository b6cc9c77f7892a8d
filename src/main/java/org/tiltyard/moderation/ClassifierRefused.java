package org.tiltyard.moderation;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A classifier was not added; says which field is wrong, and why. */
public class ClassifierRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private final String field;

  private ClassifierRefused(HttpStatus status, String field, String rule, Object... arguments) {
    super(
        status,
        ProblemDetail.forStatus(status),
        null,
        "problemDetail." + ClassifierRefused.class.getName() + "." + rule,
        arguments);
    this.field = field;
    getBody().setProperty("field", field);
  }

  static ClassifierRefused field(String field, String rule, Object... arguments) {
    return new ClassifierRefused(HttpStatus.UNPROCESSABLE_CONTENT, field, rule, arguments);
  }

  static ClassifierRefused taken(String name) {
    return new ClassifierRefused(HttpStatus.CONFLICT, "name", "taken", name);
  }

  /** The form's field that is wrong. */
  String wrong() {
    return field;
  }
}
