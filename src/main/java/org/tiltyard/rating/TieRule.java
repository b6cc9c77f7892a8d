package org.tiltyard.rating;

/** What a tie is worth. */
public enum TieRule {
  /** Half a win for each side. */
  HALF,
  /** Nothing; as if the game had not been played. */
  IGNORE
}
