package org.tiltyard.limits;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A bucket is empty; says which, how much it holds, and when to try again. */
class LimitReached extends ErrorResponseException {

  private LimitReached(Bucket bucket, Duration wait) {
    super(
        HttpStatus.TOO_MANY_REQUESTS,
        ProblemDetail.forStatus(HttpStatus.TOO_MANY_REQUESTS),
        null,
        "problemDetail." + LimitReached.class.getName() + "." + bucket.limit().word(),
        new Object[] {(long) bucket.capacity(), Waiting.words(wait)});
    getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(Waiting.seconds(wait)));
    getBody().setProperty("reason", "limit");
    getBody().setProperty("limit", bucket.limit().word());
    getBody().setProperty("retryAfter", Waiting.seconds(wait));
  }

  static LimitReached by(TokenBuckets.Left left) {
    return new LimitReached(left.take().bucket(), left.untilEnough());
  }
}
