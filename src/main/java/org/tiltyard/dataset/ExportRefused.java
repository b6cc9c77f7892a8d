package org.tiltyard.dataset;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.tiltyard.schema.Format;
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
    return new ExportRefused("schema", asked, keys(ExportController.SCHEMAS, Schema::key));
  }

  static ExportRefused source(String asked) {
    return new ExportRefused("source", asked, "own, imported, both");
  }

  static ExportRefused format(String asked, Schema schema) {
    return new ExportRefused("format", asked, keys(schema.formats(), Format::key));
  }

  private static <T> String keys(List<T> offered, Function<T, String> key) {
    return offered.stream().map(key).collect(Collectors.joining(", "));
  }
}
