package org.tiltyard.disclosure;

/**
 * A place where a text names a model, its family or its organisation.
 *
 * @param start where the name begins, in UTF-16 units
 * @param end where it ends, exclusive
 * @param text what stands there
 */
public record Leak(Named named, Manner manner, int start, int end, String text) {

  /** What is named. */
  public enum Named {
    MODEL,
    FAMILY,
    ORGANISATION
  }

  /** How it is named. */
  public enum Manner {
    /** Who speaks says so of itself: “I am …”, “a language model trained by …”. */
    CLAIM,
    /** It is talked about. */
    MENTION
  }
}
