package org.tiltyard.battle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.battle.BattlePage.AnswerPage;
import org.tiltyard.battle.BattlePage.TurnPage;
import org.tiltyard.settings.Live;

/** Makes the views of a battle: its page and its JSON. */
@Component
class BattlePages {

  private final Transcripts transcripts;
  private final LiveTurns liveTurns;
  private final Outcomes outcomes;
  private final Modes modes;
  private final Markdown markdown;
  private final Live<BattleSettings> settings;

  BattlePages(
      Transcripts transcripts,
      LiveTurns liveTurns,
      Outcomes outcomes,
      Modes modes,
      Markdown markdown,
      Live<BattleSettings> settings) {
    this.transcripts = transcripts;
    this.liveTurns = liveTurns;
    this.outcomes = outcomes;
    this.modes = modes;
    this.markdown = markdown;
    this.settings = settings;
  }

  BattlePage page(Battle battle) {
    List<Turn> turns = current(battle);
    Turn last = turns.getLast();
    boolean judgeable = battle.open() && last.settled() && last.judgeable();
    boolean full = battle.carried() + battle.turns() >= settings.get().turns();
    Map<Integer, Feedback> feedback = outcomes.feedback(battle);
    return new BattlePage(
        battle.id().value(),
        battle.mode(),
        true,
        !last.settled(),
        judgeable && !battle.direct(),
        judgeable && !full,
        full,
        modes.newRound(battle),
        modes.continuable(battle),
        transcripts.carriedBy(battle).stream().map(this::carriedTurn).toList(),
        turns.stream()
            .map(turn -> turnPage(battle, turn, turn == last, feedback.get(turn.number())))
            .toList(),
        outcomes.lineups(List.of(battle)).get(battle.id()),
        outcomes.of(List.of(battle)).get(battle.id()));
  }

  /** The page of a battle that isn't there yet: all it has are the turns it is to carry on. */
  BattlePage continuation(Battle closed) {
    List<Turn> before = new ArrayList<>(transcripts.carriedBy(closed));
    before.addAll(transcripts.turns(closed.id()));
    boolean full = before.size() >= settings.get().turns();
    return new BattlePage(
        closed.id().value(),
        Mode.SIDE_BY_SIDE.word(),
        false,
        false,
        false,
        !full,
        full,
        modes.newRound(closed),
        true,
        before.stream().map(this::carriedTurn).toList(),
        List.of(),
        outcomes.lineups(List.of(closed)).get(closed.id()),
        null);
  }

  BattleJson json(Battle battle) {
    return BattleJson.of(
        battle,
        current(battle),
        outcomes.of(List.of(battle)).get(battle.id()),
        outcomes.lineups(List.of(battle)).get(battle.id()),
        outcomes.feedback(battle));
  }

  /** The stored turns, the last one as it stands in memory when it is written here. */
  private List<Turn> current(Battle battle) {
    // Asked first: a turn that settles in between is then complete in the database.
    @Nullable LiveTurn live = liveTurns.find(battle.id()).orElse(null);
    List<Turn> turns = transcripts.turns(battle.id());
    Turn last = turns.getLast();
    if (live != null && live.number() == last.number() && !last.settled()) {
      @Nullable Answer right = last.b() == null ? null : live.snapshot(Seat.B);
      turns.set(
          turns.size() - 1, new Turn(last.number(), last.prompt(), live.snapshot(Seat.A), right));
    }
    return turns;
  }

  private TurnPage turnPage(Battle battle, Turn turn, boolean last, @Nullable Feedback feedback) {
    boolean reasoning =
        battle.namesShown()
            || turn.answers().stream().noneMatch(answer -> answer.reasoning().isEmpty());
    return turnPage(turn, reasoning, battle.open() && last, feedback);
  }

  /** Of a battle that is closed: names may be shown, and nothing can be done to it. */
  private TurnPage carriedTurn(Turn turn) {
    return turnPage(turn, true, false, null);
  }

  private TurnPage turnPage(
      Turn turn, boolean reasoning, boolean retry, @Nullable Feedback feedback) {
    return new TurnPage(
        turn.a().battleId().value(),
        turn.number(),
        turn.prompt(),
        answerPage(turn.a(), reasoning, retry),
        turn.b() == null ? null : answerPage(turn.b(), reasoning, retry),
        feedback);
  }

  private AnswerPage answerPage(Answer answer, boolean showReasoning, boolean retry) {
    boolean reasoning = showReasoning && !answer.reasoning().isBlank();
    return new AnswerPage(
        answer.seat().word(),
        answer.state().word(),
        answer.failure(),
        markdown.render(answer.text()),
        reasoning ? markdown.render(answer.reasoning()) : null,
        retry && answer.state().settled(),
        !answer.text().isBlank());
  }
}
