package org.tiltyard.battle;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A prompt breaks a rule; says which, and the limit. */
class PromptRefused extends ErrorResponseException {

  private PromptRefused(String rule, Object... limits) {
    super(
        HttpStatus.UNPROCESSABLE_CONTENT,
        ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT),
        null,
        "problemDetail." + PromptRefused.class.getName() + "." + rule,
        limits);
    getBody().setProperty("field", "prompt");
  }

  static PromptRefused empty() {
    return new PromptRefused("empty");
  }

  static PromptRefused tooLong(int characters, int maximum) {
    PromptRefused refused = new PromptRefused("tooLong", characters, maximum);
    refused.getBody().setProperty("limit", maximum);
    return refused;
  }

  static PromptRefused unstorable() {
    return new PromptRefused("unstorable");
  }
}
