package org.tiltyard.battle;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The mode that was asked for is not one of this arena's. */
class ModeRefused extends ErrorResponseException {

  ModeRefused(String mode) {
    super(
        HttpStatus.UNPROCESSABLE_CONTENT,
        ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT),
        null,
        null,
        new Object[] {mode, Battle.ANONYMOUS});
    getBody().setProperty("field", "mode");
  }
}
