package org.tiltyard.vote;

import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A vote can't be taken; says which field, or which vote stands in its way. */
class VoteRefused extends ErrorResponseException {

  private VoteRefused(HttpStatus status, String rule, String field, Object... limits) {
    super(
        status,
        ProblemDetail.forStatus(status),
        null,
        "problemDetail." + VoteRefused.class.getName() + "." + rule,
        limits);
    getBody().setProperty("field", field);
  }

  static VoteRefused winner() {
    return new VoteRefused(HttpStatus.UNPROCESSABLE_CONTENT, "winner", "winner");
  }

  static VoteRefused feedback() {
    return new VoteRefused(HttpStatus.UNPROCESSABLE_CONTENT, "feedback", "feedback");
  }

  static VoteRefused reasons(Set<String> known) {
    return new VoteRefused(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "reasons",
        "reasons",
        String.join(", ", known.stream().sorted().toList()));
  }

  static VoteRefused comment(int characters, int maximum) {
    VoteRefused refused =
        new VoteRefused(
            HttpStatus.UNPROCESSABLE_CONTENT, "comment", "comment", characters, maximum);
    refused.getBody().setProperty("limit", maximum);
    return refused;
  }

  static VoteRefused unstorable() {
    return new VoteRefused(HttpStatus.UNPROCESSABLE_CONTENT, "unstorable", "comment");
  }

  static VoteRefused another() {
    return new VoteRefused(HttpStatus.CONFLICT, "another", "winner");
  }
}
