package org.tiltyard.moderation;

/**
 * Judges texts: a link of the chain. Every bean of this type is asked while it is {@link #active}.
 * It must be safe for use by many threads.
 */
public interface TextClassifier {

  /** Its name in results and datasets, at most 80 characters; never changes. */
  String name();

  /** Which revision of it judges: a hash or a number. */
  String version();

  /** Whether it is to be asked at all now. */
  default boolean active() {
    return true;
  }

  /**
   * Whether it computes on this machine. Then it is asked on one of a few threads of the platform,
   * and gives up when it is interrupted; else on a virtual thread, and it may wait.
   */
  boolean local();

  /**
   * A score for each label.
   *
   * @throws LinkUnavailable when it can't be asked, or what it says can't be understood
   */
  Classification classify(String text) throws LinkUnavailable;
}
