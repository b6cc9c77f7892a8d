package org.tiltyard.rating;

/** How a game ended, seen from the player who is named first. */
public enum Outcome {
  WIN,
  LOSS,
  TIE
}
