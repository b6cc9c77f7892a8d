package org.tiltyard.identity;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A token was not made; says which field breaks which rule. */
class TokenFormRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private TokenFormRefused(String field, String rule, Object... limits) {
    super(
        HttpStatus.UNPROCESSABLE_CONTENT,
        ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT),
        null,
        "problemDetail." + TokenFormRefused.class.getName() + "." + rule,
        limits);
    getBody().setProperty("field", field);
  }

  static TokenFormRefused name(int maximum) {
    return new TokenFormRefused("name", "name", maximum);
  }

  static TokenFormRefused scopes() {
    return new TokenFormRefused("scopes", "scopes");
  }

  static TokenFormRefused days(int maximum) {
    return new TokenFormRefused("days", "days", String.valueOf(maximum));
  }

  static TokenFormRefused tooMany(int maximum) {
    return new TokenFormRefused("name", "tooMany", maximum);
  }
}
