package org.tiltyard.release;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.tiltyard.dataset.LeakNames;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.disclosure.Identity;
import org.tiltyard.review.Reviewed;

/** The judged conversations that a plan's period, models, languages and source select. */
interface Candidates {

  /** How many there are. */
  long count(Plan plan, Instant cutOff);

  /** Battles of the plan's period without a vote, for {@link Rule#NOT_A_VOTE}. */
  long countUnvoted(Plan plan, Instant cutOff);

  /** How many more there were, had nobody withdrawn theirs; for {@link Rule#WITHDRAWN}. */
  long countWithdrawn(Plan plan, Instant cutOff);

  /** What the models are called, by their public names; for {@link Rule#IDENTITY_LEAKED}. */
  Map<String, Identity> identities();

  /** By what names leaks are found; for {@link Rule#IDENTITY_LEAKED}. */
  LeakNames.Known leakNames();

  /**
   * Which of these don't count on boards as it is now: {@link Rule#FLAGGED_VOTE} or {@link
   * Rule#BANNED}, by their ids.
   */
  Map<String, Rule> distrusted(Collection<String> ids);

  /** What was decided about the personal data in it before the cut-off. */
  Reviewed review(StoredConversation candidate, Instant cutOff);

  /** Hands over each, ordered by time and id, some at a time: memory doesn't grow with them. */
  void forEach(Plan plan, Instant cutOff, Consumer<StoredConversation> reader);
}
