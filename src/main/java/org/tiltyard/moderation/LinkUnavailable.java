package org.tiltyard.moderation;

/**
 * A link could not be asked, or answered with nothing that makes sense. The message says why for
 * administrators, at most 500 characters, and holds nothing of the text.
 */
public final class LinkUnavailable extends Exception {

  private static final long serialVersionUID = 1L;

  public LinkUnavailable(String message) {
    super(message);
  }

  public LinkUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
