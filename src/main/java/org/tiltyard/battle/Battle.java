package org.tiltyard.battle;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.ReadOnlyProperty;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.models.ModelId;
import org.tiltyard.shared.Identifier;

/**
 * One conversation held with two models at once, or with one in a direct battle. Turns, answers and
 * the vote are rows of their own; whatever changes what may be voted on goes through the battle's
 * version, so that a vote, a new turn and a new attempt never pass each other unseen.
 *
 * @param mode the word of a {@link Mode}
 * @param state {@code open} or {@code voted}
 * @param modelA the model in seat a, on the left
 * @param modelB null in a direct battle
 * @param turns how many prompts were sent in this battle
 * @param language English name of the first prompt's language; written beside the aggregate, as
 *     soon as it is known
 * @param continues the battle whose turns come before this one's
 * @param carried how many turns come before this battle's own
 */
@Table
public record Battle(
    @Id BattleId id,
    @Version @Nullable Integer version,
    ParticipantId participantId,
    String mode,
    String state,
    ModelId modelA,
    @Nullable ModelId modelB,
    int turns,
    @ReadOnlyProperty @Nullable String language,
    Instant createdAt,
    @Nullable BattleId continues,
    int carried) {

  private static final String OPEN = "open";
  private static final String VOTED = "voted";
  private static final List<Seat> ONE_SEAT = List.of(Seat.A);
  private static final List<Seat> TWO_SEATS = List.of(Seat.A, Seat.B);

  /** A battle between two models that were drawn. */
  static Battle open(ParticipantId participant, Pair pair, Instant now) {
    return open(participant, Mode.ANONYMOUS, pair.a(), pair.b(), now, null, 0);
  }

  /**
   * A battle with models that the person chose.
   *
   * @param models as many as the mode takes; the first sits in seat a
   */
  static Battle named(ParticipantId participant, Mode mode, List<ModelId> models, Instant now) {
    @Nullable ModelId second = mode == Mode.DIRECT ? null : models.get(1);
    return open(participant, mode, models.getFirst(), second, now, null, 0);
  }

  /** The side-by-side battle of the same two models that carries this one's history on. */
  Battle continued(Instant now) {
    return open(participantId, Mode.SIDE_BY_SIDE, modelA, modelB, now, id, carried + turns);
  }

  private static Battle open(
      ParticipantId participant,
      Mode mode,
      ModelId a,
      @Nullable ModelId b,
      Instant now,
      @Nullable BattleId continues,
      int carried) {
    return new Battle(
        new BattleId(Identifier.random()),
        null,
        participant,
        mode.word(),
        OPEN,
        a,
        b,
        1,
        null,
        now,
        continues,
        carried);
  }

  /** Whether it still takes prompts, new attempts and a vote. */
  public boolean open() {
    return state.equals(OPEN);
  }

  /** Whether names are hidden until the vote. */
  public boolean anonymous() {
    return mode.equals(Mode.ANONYMOUS.word());
  }

  /** Whether one model alone answers, so that there is nothing to vote on. */
  public boolean direct() {
    return mode.equals(Mode.DIRECT.word());
  }

  /** Whether names may be shown: from the start, or since the vote. */
  public boolean namesShown() {
    return !anonymous() || !open();
  }

  /** The seats in which somebody sits, in order. */
  public List<Seat> seats() {
    return modelB == null ? ONE_SEAT : TWO_SEATS;
  }

  /** Who sits there. */
  public ModelId model(Seat seat) {
    ModelId model = seat == Seat.A ? modelA : modelB;
    if (model == null) {
      throw new IllegalArgumentException("nobody sits in seat " + seat);
    }
    return model;
  }

  /** Insists that somebody sits in each of the seats. */
  void requireSeats(List<Seat> asked) {
    if (!seats().containsAll(asked)) {
      throw TurnRefused.noSeat();
    }
  }

  /** The battle with one more prompt. */
  Battle nextTurn(int maximum) {
    requireOpen();
    if (carried + turns >= maximum) {
      throw TurnRefused.tooMany(maximum);
    }
    return with(state, modelA, modelB, turns + 1);
  }

  /** The battle unchanged but for its version: an answer of its last turn is written anew. */
  Battle newAttempt() {
    requireOpen();
    return this;
  }

  /** The battle with another model in the seat. */
  Battle replacing(Seat seat, ModelId model) {
    requireOpen();
    return seat == Seat.A ? with(state, model, modelB, turns) : with(state, modelA, model, turns);
  }

  /** The battle as it is once a vote has closed it. */
  Battle voted() {
    if (direct()) {
      throw TurnRefused.direct();
    }
    requireOpen();
    return with(storedVersion() + 1, VOTED, modelA, modelB, turns);
  }

  /** A new battle as it is once it is stored. */
  Battle stored() {
    return with(0, state, modelA, modelB, turns);
  }

  /** The version that it was read with. */
  int storedVersion() {
    if (version == null) {
      throw new IllegalStateException("battle " + id + " is not stored");
    }
    return version;
  }

  private Battle with(String newState, ModelId a, @Nullable ModelId b, int newTurns) {
    return with(version, newState, a, b, newTurns);
  }

  private Battle with(
      @Nullable Integer newVersion, String newState, ModelId a, @Nullable ModelId b, int newTurns) {
    return new Battle(
        id,
        newVersion,
        participantId,
        mode,
        newState,
        a,
        b,
        newTurns,
        language,
        createdAt,
        continues,
        carried);
  }

  private void requireOpen() {
    if (!open()) {
      throw TurnRefused.voted();
    }
  }
}
