package org.tiltyard.moderation;

/** A classifier can't be used, or gave no result. The message says why, to administrators. */
public final class ClassifierFailure extends Exception {

  private static final long serialVersionUID = 1L;

  ClassifierFailure(String message) {
    super(message);
  }

  ClassifierFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
