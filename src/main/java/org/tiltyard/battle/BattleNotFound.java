package org.tiltyard.battle;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such battle, or it is another person's: which of the two is not said. */
public class BattleNotFound extends ErrorResponseException {

  public BattleNotFound() {
    super(HttpStatus.NOT_FOUND);
  }
}
