package org.tiltyard.dataset;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.tiltyard.schema.Schema;

/** A schema or format that is not offered; says which are. */
class ExportRefused extends ErrorResponseException {

  private ExportRefused(String field, String asked, String offered) {
    super(
        HttpStatus.BAD_REQUEST,
        ProblemDetail.forStatus(HttpStatus.BAD_REQUEST),
        null,
        null,
        new Object[] {field, asked, offered});
    getBody().setProperty("field", field);
  }

  static ExportRefused schema(String asked) {
    return new ExportRefused("schema", asked, Schema.ARENA_33K.key());
  }

  static ExportRefused format(String asked) {
    return new ExportRefused("format", asked, "jsonl");
  }
}
