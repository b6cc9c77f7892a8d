package org.tiltyard.api;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** There is nothing with the id, or nothing that may be shown. */
class NotThere extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private NotThere(String what) {
    super(
        HttpStatus.NOT_FOUND,
        ProblemDetail.forStatus(HttpStatus.NOT_FOUND),
        null,
        "problemDetail." + NotThere.class.getName() + "." + what,
        new Object[0]);
  }

  static NotThere battle() {
    return new NotThere("battle");
  }

  static NotThere job() {
    return new NotThere("job");
  }

  static NotThere release() {
    return new NotThere("release");
  }

  static NotThere files() {
    return new NotThere("files");
  }

  static NotThere model() {
    return new NotThere("model");
  }
}
