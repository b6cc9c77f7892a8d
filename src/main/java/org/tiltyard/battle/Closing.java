package org.tiltyard.battle;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Closes battles for votes, as many at once as there are votes. */
@Component
public class Closing {

  private final BattleRows rows;
  private final Transcripts transcripts;

  Closing(BattleRows rows, Transcripts transcripts) {
    this.rows = rows;
    this.transcripts = transcripts;
  }

  /** The battles as they are stored, by id; unknown ones are missing. */
  public Map<BattleId, Battle> find(Collection<BattleId> ids) {
    Map<BattleId, Battle> found = new HashMap<>();
    rows.find(ids).forEach(battle -> found.put(battle.id(), battle));
    return found;
  }

  /**
   * What keeps battles from being closed for a vote, by id: one is closed already or is no battle
   * of two, an answer is still being written, or a seat has nothing to judge. The others are
   * missing.
   */
  public Map<BattleId, TurnRefused> refusals(Collection<Battle> battles) {
    Map<BattleId, TurnRefused> refusals = new HashMap<>();
    List<BattleId> open = battles.stream().filter(Battle::open).map(Battle::id).toList();
    Map<BattleId, Turn> lastTurns = transcripts.lastTurns(open);
    for (Battle battle : battles) {
      try {
        battle.voted();
        Objects.requireNonNull(lastTurns.get(battle.id()), "no last turn").requireJudgeable();
      } catch (TurnRefused refusal) {
        refusals.put(battle.id(), refusal);
      }
    }
    return refusals;
  }

  /**
   * Closes battles that nothing keeps from it, in the caller's transaction.
   *
   * @return the battles, closed, in the same order
   * @throws OptimisticLockingFailureException when one has changed since it was read
   */
  public List<Battle> close(List<Battle> battles) {
    rows.close(battles);
    return battles.stream().map(Battle::voted).toList();
  }
}
