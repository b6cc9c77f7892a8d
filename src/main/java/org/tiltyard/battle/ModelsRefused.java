package org.tiltyard.battle;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The models that were chosen can't meet; says why. */
class ModelsRefused extends ErrorResponseException {

  private ModelsRefused(String rule, Object... details) {
    super(
        HttpStatus.UNPROCESSABLE_CONTENT,
        ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT),
        null,
        "problemDetail." + ModelsRefused.class.getName() + "." + rule,
        details);
    getBody().setProperty("field", "models");
  }

  /** A model that isn't there and one that may not be chosen are refused alike. */
  static ModelsRefused unknown(String name) {
    return new ModelsRefused("unknown", name);
  }

  static ModelsRefused count(Mode mode, int given) {
    return new ModelsRefused("count", mode.word(), mode.choices(), given);
  }

  static ModelsRefused same() {
    return new ModelsRefused("same");
  }

  static ModelsRefused drawn() {
    return new ModelsRefused("drawn");
  }

  static ModelsRefused gone() {
    return new ModelsRefused("gone");
  }
}
