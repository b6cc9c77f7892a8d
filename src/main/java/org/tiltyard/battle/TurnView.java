package org.tiltyard.battle;

/**
 * A turn as a viewer may see it.
 *
 * @param namesShown after the vote, or in a mode without secrets; until then reasoning is shown
 *     only when both seats have some, because having it would tell two models apart
 */
record TurnView(int number, SeatView a, SeatView b, boolean namesShown) {

  SeatView seat(Seat seat) {
    return seat == Seat.A ? a : b;
  }

  boolean settled() {
    return a.state().settled() && b.state().settled();
  }

  boolean showsReasoning() {
    return namesShown || (a.reasoningLength() > 0 && b.reasoningLength() > 0);
  }
}
