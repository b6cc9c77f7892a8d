package org.tiltyard.identity;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Something can't be done with an account, or not with an invitation; nothing has changed. */
class PersonRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private PersonRefused(HttpStatus status, String rule, String field, Object... arguments) {
    super(
        status,
        ProblemDetail.forStatus(status),
        null,
        "problemDetail." + PersonRefused.class.getName() + "." + rule,
        arguments);
    getBody().setProperty("field", field);
  }

  /** Nobody would be left to run the arena. */
  static PersonRefused lastAdmin(String username) {
    return new PersonRefused(HttpStatus.CONFLICT, "lastAdmin", "account", username);
  }

  /** The account signs in elsewhere. */
  static PersonRefused noPassword(String username) {
    return new PersonRefused(HttpStatus.CONFLICT, "noPassword", "account", username);
  }

  /** A link for an account that can't sign in would be of no use. */
  static PersonRefused isDisabled(String username) {
    return new PersonRefused(HttpStatus.CONFLICT, "isDisabled", "account", username);
  }

  static PersonRefused role() {
    return new PersonRefused(HttpStatus.UNPROCESSABLE_CONTENT, "role", "role");
  }

  static PersonRefused note(int maximum) {
    return new PersonRefused(HttpStatus.UNPROCESSABLE_CONTENT, "note", "note", maximum);
  }

  static PersonRefused days(int maximum) {
    return new PersonRefused(HttpStatus.UNPROCESSABLE_CONTENT, "days", "days", maximum);
  }
}
