package org.tiltyard.limits;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Whether a limit is reached can't be told now, so nothing is taken: better late than flooded. */
class LimitsUnavailable extends ErrorResponseException {

  LimitsUnavailable(Throwable cause) {
    super(
        HttpStatus.SERVICE_UNAVAILABLE,
        ProblemDetail.forStatus(HttpStatus.SERVICE_UNAVAILABLE),
        cause,
        "problemDetail." + LimitsUnavailable.class.getName(),
        null);
    getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
  }
}
