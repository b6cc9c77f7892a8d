package org.tiltyard.limits;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The day's tokens are used up; says when there are new ones. Names no model. */
class BudgetSpent extends ErrorResponseException {

  private BudgetSpent(String rule, ZonedDateTime midnight, Duration wait) {
    super(
        HttpStatus.SERVICE_UNAVAILABLE,
        ProblemDetail.forStatus(HttpStatus.SERVICE_UNAVAILABLE),
        null,
        "problemDetail." + BudgetSpent.class.getName() + "." + rule,
        new Object[] {
          midnight.format(DateTimeFormatter.ofPattern("HH:mm zzz", Locale.ENGLISH)),
          Waiting.words(wait)
        });
    getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(Waiting.seconds(wait)));
    getBody().setProperty("reason", "budget");
    getBody().setProperty("retryAfter", Waiting.seconds(wait));
  }

  /** All models together have used what they may. */
  static BudgetSpent ofArena(ZonedDateTime midnight, Duration wait) {
    return new BudgetSpent("arena", midnight, wait);
  }

  /** One of a battle's models has: the battle can't go on today. */
  static BudgetSpent ofBattle(ZonedDateTime midnight, Duration wait) {
    return new BudgetSpent("battle", midnight, wait);
  }
}
