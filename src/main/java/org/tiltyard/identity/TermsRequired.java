package org.tiltyard.identity;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Before the first prompt, and after a change, people agree to the terms; says which version. */
public class TermsRequired extends ErrorResponseException {

  private final String version;

  TermsRequired(String version) {
    super(
        HttpStatus.PRECONDITION_REQUIRED,
        ProblemDetail.forStatus(HttpStatus.PRECONDITION_REQUIRED),
        null,
        "problemDetail." + TermsRequired.class.getName(),
        new Object[] {version});
    this.version = version;
    getBody().setProperty("reason", "terms");
    getBody().setProperty("terms", version);
  }

  /** The version to agree to. */
  public String version() {
    return version;
  }
}
