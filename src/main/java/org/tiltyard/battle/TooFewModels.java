package org.tiltyard.battle;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Fewer than two models can be drawn, so there is no pair. */
class TooFewModels extends ErrorResponseException {

  private TooFewModels(String key) {
    super(
        HttpStatus.SERVICE_UNAVAILABLE,
        ProblemDetail.forStatus(HttpStatus.SERVICE_UNAVAILABLE),
        null,
        "problemDetail." + TooFewModels.class.getName() + "." + key,
        null);
  }

  /** An admin has to add some, or make some active. */
  static TooFewModels active() {
    return new TooFewModels("active");
  }

  /** There are enough, but some do not answer at present; they come back by themselves. */
  static TooFewModels well() {
    return new TooFewModels("well");
  }
}
