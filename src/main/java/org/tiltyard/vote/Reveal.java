package org.tiltyard.vote;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.battle.Battle;
import org.tiltyard.battle.BattleId;
import org.tiltyard.battle.Feedback;
import org.tiltyard.battle.Lineup;
import org.tiltyard.battle.ModelCard;
import org.tiltyard.battle.Outcome;
import org.tiltyard.battle.Outcomes;
import org.tiltyard.battle.Seat;
import org.tiltyard.models.LanguageModel;
import org.tiltyard.models.ModelId;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.settings.Live;
import org.tiltyard.vote.VoteSettings.RevealPolicy;

/**
 * The only place where a seat becomes a name for a voter: never in an anonymous battle without a
 * stored vote.
 */
@Component
class Reveal implements Outcomes {

  private final Votes votes;
  private final Feedbacks feedbacks;
  private final ModelRegistry models;
  private final Live<VoteSettings> settings;

  Reveal(Votes votes, Feedbacks feedbacks, ModelRegistry models, Live<VoteSettings> settings) {
    this.settings = settings;
    this.votes = votes;
    this.feedbacks = feedbacks;
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

  @Override
  public Map<BattleId, Lineup> lineups(Collection<Battle> battles) {
    List<Battle> shown = battles.stream().filter(Battle::namesShown).filter(this::named).toList();
    if (shown.isEmpty()) {
      return Map.of();
    }
    Map<ModelId, LanguageModel> behind = models.get(seatedIn(shown));
    return shown.stream().collect(Collectors.toMap(Battle::id, battle -> lineup(battle, behind)));
  }

  @Override
  public Map<Integer, Feedback> feedback(Battle battle) {
    return battle.direct() ? feedbacks.of(battle.id()) : Map.of();
  }

  /**
   * The names behind battles that have been voted on, by battle and seat; none of those that the
   * arena keeps to itself.
   */
  Map<BattleId, List<String>> names(Collection<Battle> voted) {
    List<Battle> shown = voted.stream().filter(Battle::namesShown).filter(this::named).toList();
    Map<ModelId, String> names = models.names(seatedIn(shown));
    return shown.stream()
        .collect(
            Collectors.toMap(
                Battle::id,
                battle ->
                    battle.seats().stream()
                        .map(seat -> Objects.requireNonNull(names.get(battle.model(seat))))
                        .toList()));
  }

  private static Set<ModelId> seatedIn(Collection<Battle> battles) {
    return battles.stream()
        .flatMap(battle -> battle.seats().stream().map(battle::model))
        .collect(Collectors.toSet());
  }

  /** Names that a person chose are known; those behind an anonymous battle, as the arena likes. */
  private boolean named(Battle battle) {
    return !battle.anonymous() || settings.get().reveal() != RevealPolicy.NOTHING;
  }

  private Lineup lineup(Battle battle, Map<ModelId, LanguageModel> behind) {
    @Nullable ModelCard right = battle.direct() ? null : card(behind, battle, Seat.B);
    return new Lineup(card(behind, battle, Seat.A), right);
  }

  private Outcome outcome(Vote vote, Battle battle, Map<ModelId, LanguageModel> behind) {
    return new Outcome(
        vote.winner().word(),
        named(battle),
        card(behind, battle, Seat.A),
        card(behind, battle, Seat.B),
        vote.reasons().a(),
        vote.reasons().b(),
        vote.comment());
  }

  private ModelCard card(Map<ModelId, LanguageModel> behind, Battle battle, Seat seat) {
    if (!named(battle)) {
      return ModelCard.EMPTY;
    }
    ModelId id = battle.model(seat);
    LanguageModel model = behind.get(id);
    if (model == null) {
      throw new IllegalStateException("no model " + id);
    }
    ModelCard card = ModelCard.of(model);
    boolean brief = battle.anonymous() && settings.get().reveal() == RevealPolicy.NAMES;
    return brief ? card.nameOnly() : card;
  }
}
