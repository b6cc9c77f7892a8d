package org.tiltyard.release;

import java.util.Locale;

/** How far a release is. Ready ones are frozen: nothing about them changes any more. */
public enum ReleaseState {
  /** What is to be in it can still be changed. */
  DRAFT,
  /** Its files are being written. */
  BUILDING,
  /** Its files are there. */
  READY,
  /** The last attempt at writing its files ended by an error; it can be changed and tried again. */
  FAILED,
  /** Its files are gone; what was in them, and their checksums, are kept. */
  DELETED;

  /** As the database and programs write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether what is to be in it can be changed. */
  public boolean editable() {
    return this == DRAFT || this == FAILED;
  }

  static ReleaseState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
