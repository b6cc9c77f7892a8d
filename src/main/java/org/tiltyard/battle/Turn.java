package org.tiltyard.battle;

/**
 * One prompt and its answers that count.
 *
 * @param number from 1
 */
record Turn(int number, String prompt, Answer a, Answer b) {

  Answer answer(Seat seat) {
    return seat == Seat.A ? a : b;
  }

  boolean settled() {
    return a.state().settled() && b.state().settled();
  }

  /** Both seats have settled with text to judge. */
  boolean judgeable() {
    return a.judgeable() && b.judgeable();
  }
}
