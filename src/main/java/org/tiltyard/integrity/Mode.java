package org.tiltyard.integrity;

import org.tiltyard.settings.PlainValues;

/** What a rule does. */
enum Mode {
  /** It is not looked at; what was flagged before is taken back. */
  OFF,
  /** Votes are flagged and counted. */
  NOTE,
  /** Votes are flagged, and boards leave them out unless asked for flagged ones. */
  LEAVE_OUT;

  public String word() {
    return PlainValues.wordOf(this);
  }
}
