package org.tiltyard.battle;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Fewer than two models are active, so no pair can be drawn. */
class TooFewModels extends ErrorResponseException {

  TooFewModels() {
    super(HttpStatus.SERVICE_UNAVAILABLE);
  }
}
