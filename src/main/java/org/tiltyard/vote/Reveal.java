package org.tiltyard.vote;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.tiltyard.battle.Battle;
import org.tiltyard.battle.BattleId;
import org.tiltyard.battle.Outcome;
import org.tiltyard.battle.Outcome.ModelCard;
import org.tiltyard.battle.Outcomes;
import org.tiltyard.battle.Seat;
import org.tiltyard.models.LanguageModel;
import org.tiltyard.models.ModelId;
import org.tiltyard.models.ModelRegistry;

/** The only place where a seat becomes a name for a voter: never without a stored vote. */
@Component
class Reveal implements Outcomes {

  private final Votes votes;
  private final ModelRegistry models;

  Reveal(Votes votes, ModelRegistry models) {
    this.votes = votes;
    this.models = models;
  }

  @Override
  public Map<BattleId, Outcome> of(Collection<Battle> battles) {
    Map<BattleId, Battle> closed =
        battles.stream()
            .filter(battle -> !battle.open())
            .collect(Collectors.toMap(Battle::id, Function.identity()));
    if (closed.isEmpty()) {
      return Map.of();
    }
    Map<ModelId, LanguageModel> behind = models.get(seatedIn(closed.values()));
    Map<BattleId, Outcome> outcomes = new HashMap<>();
    for (Vote vote : votes.of(closed.keySet())) {
      Battle battle = closed.get(vote.battle());
      if (battle != null) {
        outcomes.put(vote.battle(), outcome(vote, battle, behind));
      }
    }
    return outcomes;
  }

  private static Set<ModelId> seatedIn(Collection<Battle> battles) {
    Set<ModelId> seated = new HashSet<>();
    for (Battle battle : battles) {
      seated.add(battle.modelA());
      seated.add(battle.modelB());
    }
    return seated;
  }

  private static Outcome outcome(Vote vote, Battle battle, Map<ModelId, LanguageModel> behind) {
    return new Outcome(
        vote.winner().word(),
        card(behind, battle.model(Seat.A)),
        card(behind, battle.model(Seat.B)),
        vote.reasons().a(),
        vote.reasons().b(),
        vote.comment());
  }

  private static ModelCard card(Map<ModelId, LanguageModel> behind, ModelId id) {
    LanguageModel model = behind.get(id);
    if (model == null) {
      throw new IllegalStateException("no model " + id);
    }
    return new ModelCard(
        model.name(),
        model.described().organisation(),
        model.described().license(),
        model.described().link(),
        model.described().description(),
        model.demo());
  }
}
