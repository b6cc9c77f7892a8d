package org.tiltyard.review;

import java.util.List;
import java.util.Map;
import org.tiltyard.disclosure.Finding;

/**
 * What was decided about the personal data in a conversation.
 *
 * @param toMask what is to be masked once it is cleared, by the texts it is in
 */
public record Reviewed(State state, Map<String, List<Finding>> toMask) {

  /** Whether it may be published. */
  public enum State {
    /** It has no personal data, or all of it was decided on. */
    CLEARED,
    /** Somebody has yet to decide. */
    HELD,
    /** Somebody decided that it stays out. */
    DROPPED
  }

  public Reviewed {
    toMask = Map.copyOf(toMask);
  }

  /** Where labels take the place of something in this text. */
  public List<Finding> toMask(String text) {
    return toMask.getOrDefault(text, List.of());
  }
}
