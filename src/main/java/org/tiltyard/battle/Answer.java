package org.tiltyard.battle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tiltyard.models.ModelId;
import org.tiltyard.shared.Identifier;

/**
 * One seat's attempt at one turn, as stored.
 *
 * @param attempt 0 for the first; only the highest one counts
 * @param failure why it failed, as a {@link org.tiltyard.provider.FailureKind} word
 * @param leaseUntil while streaming: until when its node answers for it
 */
record Answer(
    AnswerId id,
    BattleId battleId,
    int turn,
    Seat seat,
    int attempt,
    ModelId modelId,
    AnswerState state,
    String text,
    String reasoning,
    @Nullable String failure,
    Instant leaseUntil) {

  static Answer begin(
      BattleId battle, int turn, Seat seat, int attempt, ModelId model, Instant leaseUntil) {
    return new Answer(
        new AnswerId(Identifier.random()),
        battle,
        turn,
        seat,
        attempt,
        model,
        AnswerState.STREAMING,
        "",
        "",
        null,
        leaseUntil);
  }

  /** Settled with text to judge. */
  boolean judgeable() {
    return state.settled() && !text.isBlank();
  }
}
