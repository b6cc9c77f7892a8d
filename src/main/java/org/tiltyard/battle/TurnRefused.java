package org.tiltyard.battle;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The battle is not in a state for what was asked; says why. Nothing has changed. */
public class TurnRefused extends ErrorResponseException {

  private TurnRefused(String rule, Object... limits) {
    super(
        HttpStatus.CONFLICT,
        ProblemDetail.forStatus(HttpStatus.CONFLICT),
        null,
        "problemDetail." + TurnRefused.class.getName() + "." + rule,
        limits);
    getBody().setProperty("reason", rule);
  }

  static TurnRefused voted() {
    return new TurnRefused("voted");
  }

  static TurnRefused tooMany(int maximum) {
    TurnRefused refused = new TurnRefused("tooMany", maximum);
    refused.getBody().setProperty("limit", maximum);
    return refused;
  }

  static TurnRefused stillWriting() {
    return new TurnRefused("stillWriting");
  }

  static TurnRefused emptySeat() {
    return new TurnRefused("emptySeat");
  }

  /** The same in a direct battle, which has no sides. */
  static TurnRefused emptyAnswer() {
    return new TurnRefused("emptyAnswer");
  }

  static TurnRefused direct() {
    return new TurnRefused("direct");
  }

  static TurnRefused noSeat() {
    return new TurnRefused("noSeat");
  }

  static TurnRefused noTurn() {
    return new TurnRefused("noTurn");
  }

  static TurnRefused notDirect() {
    return new TurnRefused("notDirect");
  }

  static TurnRefused notVoted() {
    return new TurnRefused("notVoted");
  }

  static TurnRefused busy() {
    return new TurnRefused("busy");
  }
}
