package org.tiltyard.battle;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Texts can't be deleted while an answer is being written: it would be stored again at its end. */
public class WithdrawalRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  WithdrawalRefused() {
    super(HttpStatus.CONFLICT, ProblemDetail.forStatus(HttpStatus.CONFLICT), null);
  }
}
