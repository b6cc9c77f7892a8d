package org.tiltyard.jobs;

import java.util.Locale;

/** Where a job is on its way. */
public enum JobState {
  /** Waits for a node that has time for it. */
  QUEUED,
  /** Is being worked on. */
  RUNNING,
  /** Did all it was to do. */
  DONE,
  /** Ended by an error; what it had done may be gone on with. */
  FAILED,
  /** Ended because somebody asked for it. */
  CANCELLED;

  /** As the database and programs write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more will happen. */
  public boolean ended() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }

  static JobState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
