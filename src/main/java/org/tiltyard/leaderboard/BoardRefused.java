package org.tiltyard.leaderboard;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** There is no such board; {@code field} names the part of the query that is wrong. */
public class BoardRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private BoardRefused(HttpStatus status, String rule, String field, Object... words) {
    super(
        status,
        ProblemDetail.forStatus(status),
        null,
        "problemDetail." + BoardRefused.class.getName() + "." + rule,
        words);
    getBody().setProperty("field", field);
  }

  static <C extends Enum<C> & Choice> BoardRefused choice(String field, Class<C> choices) {
    String known =
        Arrays.stream(choices.getEnumConstants())
            .map(Choice::key)
            .collect(Collectors.joining(", "));
    return new BoardRefused(HttpStatus.UNPROCESSABLE_CONTENT, "choice", field, field, known);
  }

  static BoardRefused day(String field) {
    return new BoardRefused(HttpStatus.UNPROCESSABLE_CONTENT, "day", field, field);
  }

  static BoardRefused period() {
    return new BoardRefused(HttpStatus.UNPROCESSABLE_CONTENT, "period", "to");
  }

  /** With style control every vote weighs the same and intervals are those of the sandwich. */
  static BoardRefused withStyle(String field) {
    return new BoardRefused(HttpStatus.UNPROCESSABLE_CONTENT, "withStyle", field, field);
  }

  static BoardRefused number(String field, int least, int most) {
    BoardRefused refused =
        new BoardRefused(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "number",
            field,
            field,
            String.valueOf(least),
            String.valueOf(most));
    refused.getBody().setProperty("limit", most);
    return refused;
  }

  static BoardRefused tooLong(String field, int most) {
    BoardRefused refused =
        new BoardRefused(
            HttpStatus.UNPROCESSABLE_CONTENT, "tooLong", field, field, String.valueOf(most));
    refused.getBody().setProperty("limit", most);
    return refused;
  }

  static BoardRefused model(String field, String name) {
    return new BoardRefused(HttpStatus.NOT_FOUND, "model", field, name);
  }

  /** Two different models are to be named. */
  static BoardRefused pair(String field) {
    return new BoardRefused(HttpStatus.UNPROCESSABLE_CONTENT, "pair", field);
  }
}
