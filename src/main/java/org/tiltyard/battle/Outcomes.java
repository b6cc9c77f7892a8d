package org.tiltyard.battle;

import java.util.Collection;
import java.util.Map;

/**
 * What is known of battles that were voted on. The vote module answers it; battles themselves never
 * turn a seat into a name.
 */
public interface Outcomes {

  /** The outcomes of those battles that have one; a battle without a vote is left out. */
  Map<BattleId, Outcome> of(Collection<Battle> battles);
}
