package org.tiltyard.identity;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The name or the password of an account breaks a rule; says which field and which limit. */
class AccountRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private AccountRefused(String field, String rule, Object... limits) {
    super(
        HttpStatus.UNPROCESSABLE_CONTENT,
        ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT),
        null,
        "problemDetail." + AccountRefused.class.getName() + "." + rule,
        limits);
    getBody().setProperty("field", field);
  }

  static AccountRefused username(int maximum) {
    return new AccountRefused("username", "username", maximum);
  }

  static AccountRefused password(int minimum, int maximum) {
    return new AccountRefused("password", "password", minimum, maximum);
  }

  static AccountRefused taken(String username) {
    return new AccountRefused("username", "taken", username);
  }

  /** The present password, asked for before a change, was not right. */
  static AccountRefused presentPassword() {
    return new AccountRefused("present", "present");
  }
}
