package org.tiltyard.limits;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A small computation is asked for; the body holds it. The other way is to wait. */
class ChallengeAsked extends ErrorResponseException {

  ChallengeAsked(Challenge challenge, Duration wait) {
    super(
        HttpStatus.TOO_MANY_REQUESTS,
        ProblemDetail.forStatus(HttpStatus.TOO_MANY_REQUESTS),
        null,
        "problemDetail." + ChallengeAsked.class.getName(),
        new Object[] {Waiting.words(wait)});
    getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(Waiting.seconds(wait)));
    getBody().setProperty("reason", "challenge");
    getBody().setProperty("challenge", challenge);
    getBody().setProperty("retryAfter", Waiting.seconds(wait));
  }
}
