package org.tiltyard.review;

import java.util.Set;
import org.tiltyard.disclosure.Finding;

/**
 * What was decided about the personal data in a conversation.
 *
 * @param questionId the conversation's
 * @param maskedValues what is to be masked, once it is cleared
 */
public record Reviewed(State state, String questionId, Set<PersonalValue> maskedValues) {

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
    maskedValues = Set.copyOf(maskedValues);
  }

  /** Whether a label takes the place of something found in this conversation. */
  public boolean masks(Finding finding) {
    return maskedValues.contains(PersonalValue.of(questionId, finding));
  }
}
