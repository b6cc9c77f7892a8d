package org.tiltyard.moderation;

/** What is done when a category is found. */
public enum Policy {
  /** The category is not looked at; its score is stored all the same. */
  OFF,
  LOG,
  WARN,
  BLOCK;

  Outcome outcome() {
    return switch (this) {
      case OFF -> Outcome.ALLOW;
      case LOG -> Outcome.LOG;
      case WARN -> Outcome.WARN;
      case BLOCK -> Outcome.BLOCK;
    };
  }
}
