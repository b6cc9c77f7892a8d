package org.tiltyard.battle;

import java.util.List;
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
  private final Markdown markdown;
  private final Live<BattleSettings> settings;

  BattlePages(
      Transcripts transcripts,
      LiveTurns liveTurns,
      Outcomes outcomes,
      Markdown markdown,
      Live<BattleSettings> settings) {
    this.transcripts = transcripts;
    this.liveTurns = liveTurns;
    this.outcomes = outcomes;
    this.markdown = markdown;
    this.settings = settings;
  }

  BattlePage page(Battle battle) {
    List<Turn> turns = current(battle);
    @Nullable Outcome outcome = outcomes.of(List.of(battle)).get(battle.id());
    Turn last = turns.getLast();
    boolean judgeable = battle.open() && last.settled() && last.judgeable();
    return new BattlePage(
        battle.id().value(),
        battle.mode(),
        !last.settled(),
        judgeable,
        judgeable && battle.turns() < settings.get().turns(),
        turns.stream().map(turn -> turnPage(battle, turn, turn == last)).toList(),
        outcome);
  }

  BattleJson json(Battle battle) {
    return BattleJson.of(battle, current(battle), outcomes.of(List.of(battle)).get(battle.id()));
  }

  /** The stored turns, the last one as it stands in memory when it is written here. */
  private List<Turn> current(Battle battle) {
    // Asked first: a turn that settles in between is then complete in the database.
    @Nullable LiveTurn live = liveTurns.find(battle.id()).orElse(null);
    List<Turn> turns = transcripts.turns(battle.id());
    Turn last = turns.getLast();
    if (live != null && live.number() == last.number() && !last.settled()) {
      turns.set(
          turns.size() - 1,
          new Turn(last.number(), last.prompt(), live.snapshot(Seat.A), live.snapshot(Seat.B)));
    }
    return turns;
  }

  private TurnPage turnPage(Battle battle, Turn turn, boolean last) {
    boolean names = !battle.anonymous() || !battle.open();
    boolean reasoning =
        names || (!turn.a().reasoning().isEmpty() && !turn.b().reasoning().isEmpty());
    boolean retry = battle.open() && last;
    return new TurnPage(
        turn.number(),
        turn.prompt(),
        last,
        answerPage(turn.a(), reasoning, retry),
        answerPage(turn.b(), reasoning, retry));
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
