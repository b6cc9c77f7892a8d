package org.tiltyard.vote;

import org.tiltyard.battle.Battle;

/** What became of a vote. */
sealed interface Receipt {

  /** It is stored, now or before, and the battle is closed. */
  record Taken(Battle closed) implements Receipt {}

  /** Nothing has changed. */
  record Refused(RuntimeException why) implements Receipt {}
}
