package org.tiltyard.admin;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A picture can't be the arena's logo; says why. Nothing has changed. */
class LogoRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private LogoRefused(String rule, Object... limits) {
    super(
        HttpStatus.UNPROCESSABLE_CONTENT,
        ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT),
        null,
        "problemDetail." + LogoRefused.class.getName() + "." + rule,
        limits);
    getBody().setProperty("field", "logo");
  }

  static LogoRefused none() {
    return new LogoRefused("none");
  }

  static LogoRefused type() {
    return new LogoRefused("type");
  }

  static LogoRefused tooLarge(int kilobytes, int limit) {
    return new LogoRefused("tooLarge", kilobytes, limit);
  }
}
