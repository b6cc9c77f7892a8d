package org.tiltyard.battle;

import org.jspecify.annotations.Nullable;

/**
 * A turn as a viewer may see it.
 *
 * @param b null in a direct battle
 * @param namesShown after the vote, or in a mode without secrets; until then reasoning is shown
 *     only when both seats have some, because having it would tell two models apart
 */
record TurnView(int number, SeatView a, @Nullable SeatView b, boolean namesShown) {

  boolean settled() {
    return a.state().settled() && (b == null || b.state().settled());
  }

  boolean showsReasoning() {
    return namesShown || (a.reasoningLength() > 0 && b != null && b.reasoningLength() > 0);
  }
}
