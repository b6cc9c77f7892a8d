package org.tiltyard.rating;

/** How a game ended, seen from the player who is named first. */
public enum Outcome {
  WIN,
  LOSS,
  TIE;

  /** The same, seen from the other player. */
  Outcome mirrored() {
    return switch (this) {
      case WIN -> LOSS;
      case LOSS -> WIN;
      case TIE -> TIE;
    };
  }
}
