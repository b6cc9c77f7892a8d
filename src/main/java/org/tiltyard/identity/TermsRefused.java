package org.tiltyard.identity;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A draft or a publication breaks a rule; says which field. */
class TermsRefused extends ErrorResponseException {

  private TermsRefused(String field, String rule, Object... limits) {
    super(
        HttpStatus.UNPROCESSABLE_CONTENT,
        ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT),
        null,
        "problemDetail." + TermsRefused.class.getName() + "." + rule,
        limits);
    getBody().setProperty("field", field);
  }

  static TermsRefused language(String language) {
    return new TermsRefused("language", "language", language);
  }

  static TermsRefused tooLong(int characters, int maximum) {
    return new TermsRefused("text", "tooLong", characters, maximum);
  }

  static TermsRefused version() {
    return new TermsRefused("version", "version");
  }

  static TermsRefused taken(String version) {
    return new TermsRefused("version", "taken", version);
  }

  static TermsRefused unchanged() {
    return new TermsRefused("version", "unchanged");
  }
}
