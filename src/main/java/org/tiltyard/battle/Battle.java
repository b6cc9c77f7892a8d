package org.tiltyard.battle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.ReadOnlyProperty;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.models.ModelId;
import org.tiltyard.shared.Identifier;

/**
 * One conversation held with two models at once. Turns, answers and the vote are rows of their own;
 * whatever changes what may be voted on goes through the battle's version, so that a vote, a new
 * turn and a new attempt never pass each other unseen.
 *
 * @param mode {@code anonymous}, {@code side-by-side} or {@code direct}
 * @param state {@code open} or {@code voted}
 * @param modelA the model in seat a, on the left
 * @param turns how many prompts were sent
 * @param language English name of the first prompt's language; written beside the aggregate, as
 *     soon as it is known
 */
@Table
public record Battle(
    @Id BattleId id,
    @Version @Nullable Integer version,
    ParticipantId participantId,
    String mode,
    String state,
    ModelId modelA,
    ModelId modelB,
    int turns,
    @ReadOnlyProperty @Nullable String language,
    Instant createdAt) {

  /** The mode in which names are hidden until the vote. */
  public static final String ANONYMOUS = "anonymous";

  private static final String OPEN = "open";
  private static final String VOTED = "voted";

  static Battle open(ParticipantId participant, Pair pair, Instant now) {
    return new Battle(
        new BattleId(Identifier.random()),
        null,
        participant,
        ANONYMOUS,
        OPEN,
        pair.a(),
        pair.b(),
        1,
        null,
        now);
  }

  /** Whether it still takes prompts, new attempts and a vote. */
  public boolean open() {
    return state.equals(OPEN);
  }

  /** Whether names are hidden until the vote. */
  public boolean anonymous() {
    return mode.equals(ANONYMOUS);
  }

  /** Who sits there. */
  public ModelId model(Seat seat) {
    return seat == Seat.A ? modelA : modelB;
  }

  /** The battle with one more prompt. */
  Battle nextTurn(int maximum) {
    requireOpen();
    if (turns >= maximum) {
      throw TurnRefused.tooMany(maximum);
    }
    return new Battle(
        id, version, participantId, mode, state, modelA, modelB, turns + 1, language, createdAt);
  }

  /** The battle unchanged but for its version: an answer of its last turn is written anew. */
  Battle newAttempt() {
    requireOpen();
    return this;
  }

  /** The battle with another model in the seat. */
  Battle replacing(Seat seat, ModelId model) {
    requireOpen();
    ModelId a = seat == Seat.A ? model : modelA;
    ModelId b = seat == Seat.B ? model : modelB;
    return new Battle(id, version, participantId, mode, state, a, b, turns, language, createdAt);
  }

  /** The battle closed by a vote. */
  Battle voted() {
    requireOpen();
    return new Battle(
        id, version, participantId, mode, VOTED, modelA, modelB, turns, language, createdAt);
  }

  private void requireOpen() {
    if (!open()) {
      throw TurnRefused.voted();
    }
  }
}
