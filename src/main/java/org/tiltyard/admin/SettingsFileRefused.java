package org.tiltyard.admin;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A file of settings can't be read; says where. Nothing has changed. */
class SettingsFileRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private SettingsFileRefused(String rule, Object... limits) {
    super(
        HttpStatus.UNPROCESSABLE_CONTENT,
        ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT),
        null,
        "problemDetail." + SettingsFileRefused.class.getName() + "." + rule,
        limits);
    getBody().setProperty("field", "yaml");
  }

  static SettingsFileRefused malformed(int line, String problem) {
    return new SettingsFileRefused("malformed", line, problem);
  }

  static SettingsFileRefused tooLarge(int limit) {
    return new SettingsFileRefused("tooLarge", limit);
  }

  static SettingsFileRefused empty() {
    return new SettingsFileRefused("empty");
  }
}
