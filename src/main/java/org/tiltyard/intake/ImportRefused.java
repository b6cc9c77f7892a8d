package org.tiltyard.intake;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A file is not taken, or an import not taken back; says why. Nothing has changed. */
class ImportRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private ImportRefused(HttpStatusCode status, String rule, String field, Object... limits) {
    super(
        status,
        ProblemDetail.forStatus(status),
        null,
        "problemDetail." + ImportRefused.class.getName() + "." + rule,
        limits);
    getBody().setProperty("field", field);
  }

  static ImportRefused none() {
    return new ImportRefused(HttpStatus.UNPROCESSABLE_CONTENT, "none", "file");
  }

  static ImportRefused schema(String asked, String known) {
    return new ImportRefused(HttpStatus.UNPROCESSABLE_CONTENT, "schema", "schema", asked, known);
  }

  static ImportRefused tooLarge(long limitMegabytes) {
    return new ImportRefused(HttpStatus.CONTENT_TOO_LARGE, "tooLarge", "file", limitMegabytes);
  }

  static ImportRefused noLength() {
    return new ImportRefused(HttpStatus.LENGTH_REQUIRED, "noLength", "file");
  }

  static ImportRefused underWay() {
    return new ImportRefused(HttpStatus.CONFLICT, "underWay", "import");
  }
}
