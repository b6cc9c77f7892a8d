package org.tiltyard.review;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** No such finding, or its conversation was withdrawn. */
class FindingNotFound extends ErrorResponseException {

  FindingNotFound() {
    super(HttpStatus.NOT_FOUND);
  }
}
