package org.tiltyard.battle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One prompt and its answers that count.
 *
 * @param number from 1, within its battle
 * @param b null in a direct battle
 */
record Turn(int number, String prompt, Answer a, @Nullable Answer b) {

  List<Answer> answers() {
    return b == null ? List.of(a) : List.of(a, b);
  }

  Answer answer(Seat seat) {
    Answer answer = seat == Seat.A ? a : b;
    if (answer == null) {
      throw new IllegalArgumentException("nobody answers in seat " + seat);
    }
    return answer;
  }

  boolean settled() {
    return answers().stream().allMatch(answer -> answer.state().settled());
  }

  /** Every seat has settled with text to judge. */
  boolean judgeable() {
    return answers().stream().allMatch(Answer::judgeable);
  }

  /**
   * @throws TurnRefused when an answer is still being written, or a seat has nothing to judge
   */
  void requireJudgeable() {
    if (!settled()) {
      throw TurnRefused.stillWriting();
    }
    if (!judgeable()) {
      throw b == null ? TurnRefused.emptyAnswer() : TurnRefused.emptySeat();
    }
  }
}
