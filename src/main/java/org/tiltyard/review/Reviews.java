package org.tiltyard.review;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.review.Reviewed.State;

/** What releases may take of conversations with personal data in them. */
@Component
public class Reviews {

  private final ReviewRecords records;
  private final EntityRecords entities;

  Reviews(ReviewRecords records, EntityRecords entities) {
    this.records = records;
    this.entities = entities;
  }

  /**
   * What was decided about the personal data in a conversation. What nobody decided on, or only
   * later, holds it back, whether or not it is in the queue yet.
   *
   * @param before decisions from then on don't count, so that a build that is begun again gives the
   *     same
   */
  public Reviewed review(StoredConversation stored, Instant before) {
    String id = stored.conversation().questionId();
    Searched searched = Searched.of(stored, entities.of(id));
    Set<PersonalValue> values = searched.values();
    if (values.isEmpty()) {
      return new Reviewed(State.CLEARED, Map.of());
    }
    Map<PersonalValue, Decision> decisions = records.decisions(id, before);
    if (decisions.containsValue(Decision.DROP)) {
      return new Reviewed(State.DROPPED, Map.of());
    }
    if (!decisions.keySet().containsAll(values)) {
      return new Reviewed(State.HELD, Map.of());
    }
    values.removeIf(value -> decisions.get(value) != Decision.MASK);
    return new Reviewed(State.CLEARED, searched.places(values));
  }
}
