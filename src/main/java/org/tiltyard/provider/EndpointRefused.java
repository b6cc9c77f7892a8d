package org.tiltyard.provider;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An endpoint was not changed; says which field is wrong, and why. */
public class EndpointRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private final String field;

  private EndpointRefused(HttpStatus status, String field, String rule, Object... arguments) {
    super(
        status,
        ProblemDetail.forStatus(status),
        null,
        "problemDetail." + EndpointRefused.class.getName() + "." + rule,
        arguments);
    this.field = field;
    getBody().setProperty("field", field);
  }

  static EndpointRefused field(String field, String rule, Object... arguments) {
    return new EndpointRefused(HttpStatus.UNPROCESSABLE_CONTENT, field, rule, arguments);
  }

  static EndpointRefused taken(String name) {
    return new EndpointRefused(HttpStatus.CONFLICT, "name", "taken", name);
  }

  static EndpointRefused inUse(String models) {
    return new EndpointRefused(HttpStatus.CONFLICT, "", "inUse", models);
  }

  static EndpointRefused locked() {
    return new EndpointRefused(HttpStatus.CONFLICT, "", "locked");
  }

  static EndpointRefused changed() {
    return new EndpointRefused(HttpStatus.CONFLICT, "", "changed");
  }

  /** The form's field that is wrong; empty when it is none. */
  public String field() {
    return field;
  }
}
