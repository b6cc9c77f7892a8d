package org.tiltyard.api;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request that breaks a rule of the API; {@code field} names the parameter, {@code limit} what
 * holds.
 */
class ApiRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private ApiRefused(String rule, String field, @Nullable Object limit, Object... words) {
    super(
        HttpStatus.BAD_REQUEST,
        ProblemDetail.forStatus(HttpStatus.BAD_REQUEST),
        null,
        "problemDetail." + ApiRefused.class.getName() + "." + rule,
        words);
    getBody().setProperty("field", field);
    if (limit != null) {
      getBody().setProperty("limit", limit);
    }
  }

  static ApiRefused unknown(String field, Collection<String> known) {
    String words = known.isEmpty() ? "none" : String.join(", ", known);
    return new ApiRefused("unknown", field, null, field, words);
  }

  static ApiRefused twice(String field) {
    return new ApiRefused("twice", field, null, field);
  }

  static ApiRefused number(String field, int least, int most) {
    return new ApiRefused("number", field, most, field, least, most);
  }

  static ApiRefused word(String field, Collection<String> words) {
    return new ApiRefused("word", field, null, field, String.join(", ", words));
  }

  static ApiRefused body() {
    return new ApiRefused("body", "body", null);
  }

  static ApiRefused text(String field) {
    return new ApiRefused("text", field, null, field);
  }

  static ApiRefused texts(String field, int most) {
    return new ApiRefused("texts", field, most, field, most);
  }

  static ApiRefused time(String field) {
    return new ApiRefused("time", field, null, field);
  }

  static ApiRefused length(String field, int most) {
    return new ApiRefused("length", field, most, field, most);
  }

  static ApiRefused cursor() {
    return new ApiRefused("cursor", "cursor", null);
  }
}
