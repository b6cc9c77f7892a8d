package org.tiltyard.battle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A battle for programs; names are there only after the reveal. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BattleJson(
    String id,
    String mode,
    List<TurnJson> turns,
    @Nullable VoteJson vote,
    @JsonProperty("model_a") @Nullable String modelA,
    @JsonProperty("model_b") @Nullable String modelB) {

  record TurnJson(String prompt, AnswerJson a, AnswerJson b) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AnswerJson(String text, String state, @Nullable String kind) {}

  record VoteJson(String winner) {}

  static BattleJson of(Battle battle, List<Turn> turns, @Nullable Outcome outcome) {
    return new BattleJson(
        battle.id().value(),
        battle.mode(),
        turns.stream()
            .map(turn -> new TurnJson(turn.prompt(), answer(turn.a()), answer(turn.b())))
            .toList(),
        outcome == null ? null : new VoteJson(outcome.winner()),
        outcome == null ? null : outcome.a().name(),
        outcome == null ? null : outcome.b().name());
  }

  private static AnswerJson answer(Answer answer) {
    return new AnswerJson(answer.text(), answer.state().word(), answer.failure());
  }
}
