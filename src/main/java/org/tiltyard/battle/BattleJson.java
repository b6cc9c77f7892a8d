package org.tiltyard.battle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A battle for programs; names are there only where they may be shown. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BattleJson(
    String id,
    String mode,
    @Nullable String continues,
    List<TurnJson> turns,
    @Nullable VoteJson vote,
    @JsonProperty("model_a") @Nullable String modelA,
    @JsonProperty("model_b") @Nullable String modelB) {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TurnJson(String prompt, AnswerJson a, @Nullable AnswerJson b, @Nullable String feedback) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AnswerJson(String text, String state, @Nullable String kind) {}

  record VoteJson(String winner) {}

  static BattleJson of(
      Battle battle,
      List<Turn> turns,
      @Nullable Outcome outcome,
      @Nullable Lineup lineup,
      Map<Integer, Feedback> feedback) {
    @Nullable ModelCard b = lineup == null ? null : lineup.b();
    return new BattleJson(
        battle.id().value(),
        battle.mode(),
        battle.continues() == null ? null : battle.continues().value(),
        turns.stream().map(turn -> turn(turn, feedback.get(turn.number()))).toList(),
        outcome == null ? null : new VoteJson(outcome.winner()),
        lineup == null ? null : lineup.a().name(),
        b == null ? null : b.name());
  }

  private static TurnJson turn(Turn turn, @Nullable Feedback feedback) {
    return new TurnJson(
        turn.prompt(),
        answer(turn.a()),
        turn.b() == null ? null : answer(turn.b()),
        feedback == null ? null : feedback.verdict());
  }

  private static AnswerJson answer(Answer answer) {
    return new AnswerJson(answer.text(), answer.state().word(), answer.failure());
  }
}
