package org.tiltyard.battle;

import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The mode that was asked for is not one that this arena offers now; says which are. */
class ModeRefused extends ErrorResponseException {

  ModeRefused(String mode, Collection<Mode> offered) {
    super(
        HttpStatus.UNPROCESSABLE_CONTENT,
        ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT),
        null,
        null,
        new Object[] {mode, offered.stream().map(Mode::word).collect(Collectors.joining(", "))});
    getBody().setProperty("field", "mode");
  }
}
