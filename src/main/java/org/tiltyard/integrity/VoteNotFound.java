package org.tiltyard.integrity;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** No such vote, judge or decision, or it was withdrawn. */
class VoteNotFound extends ErrorResponseException {

  VoteNotFound() {
    super(HttpStatus.NOT_FOUND);
  }
}
