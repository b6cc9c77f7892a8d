package org.tiltyard.battle;

import java.util.Collection;
import java.util.Map;

/**
 * What people made of battles, and who was who. The vote module answers it; battles themselves
 * never turn a seat into a name.
 */
public interface Outcomes {

  /** The outcomes of those battles that have one; a battle without a vote is left out. */
  Map<BattleId, Outcome> of(Collection<Battle> battles);

  /**
   * Who sits where, for those battles in which that may be known: the ones that were voted on, and
   * the ones that show names from the start. An anonymous battle without a vote is left out.
   */
  Map<BattleId, Lineup> lineups(Collection<Battle> battles);

  /** What was said of the answers of a direct battle, by the number of their turn. */
  Map<Integer, Feedback> feedback(Battle battle);
}
