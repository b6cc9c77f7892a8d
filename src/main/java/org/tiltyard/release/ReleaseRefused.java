package org.tiltyard.release;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Schema;

/** A release can't be like that, or no longer; {@code field} says what is wrong. */
public class ReleaseRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private ReleaseRefused(HttpStatus status, String rule, String field, Object... words) {
    super(
        status,
        ProblemDetail.forStatus(status),
        null,
        "problemDetail." + ReleaseRefused.class.getName() + "." + rule,
        words);
    getBody().setProperty("field", field);
  }

  private static ReleaseRefused wrong(String rule, String field, Object... words) {
    return new ReleaseRefused(HttpStatus.UNPROCESSABLE_CONTENT, rule, field, words);
  }

  static ReleaseRefused title(int limit) {
    return wrong("title", "title", limit);
  }

  static ReleaseRefused slug() {
    return wrong("slug", "slug");
  }

  static ReleaseRefused slugTaken(String slug) {
    return wrong("slugTaken", "slug", slug);
  }

  static ReleaseRefused format(Schema schema, Format format) {
    return wrong("format", "format", schema.key(), format.key());
  }

  static ReleaseRefused word(String field, String word) {
    return wrong("word", field, word);
  }

  static ReleaseRefused day(String field) {
    return wrong("day", field);
  }

  static ReleaseRefused period() {
    return wrong("period", "to");
  }

  static ReleaseRefused licence(String field) {
    return wrong("licence", field);
  }

  static ReleaseRefused frozen() {
    return new ReleaseRefused(HttpStatus.CONFLICT, "frozen", "state");
  }

  static ReleaseRefused busy() {
    return new ReleaseRefused(HttpStatus.CONFLICT, "busy", "state");
  }

  /** The folder of releases isn't the one that the building node wrote to. */
  static ReleaseRefused elsewhere() {
    return new ReleaseRefused(HttpStatus.SERVICE_UNAVAILABLE, "elsewhere", "file");
  }

  static ReleaseRefused confirm() {
    return wrong("confirm", "confirm");
  }
}
