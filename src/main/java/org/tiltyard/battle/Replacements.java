package org.tiltyard.battle;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tiltyard.models.LanguageModel;
import org.tiltyard.models.ModelId;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.shared.Time;

/** Draws another model in the place of one that failed before its first word. */
@Component
class Replacements implements SeatStarts.Replacer {

  private final BattleRecords battles;
  private final Draws draws;
  private final Pairing pairing;
  private final ModelRegistry models;
  private final Metering metering;
  private final BattleChanges changes;
  private final Time time;

  Replacements(
      BattleRecords battles,
      Draws draws,
      Pairing pairing,
      ModelRegistry models,
      Metering metering,
      BattleChanges changes,
      Time time) {
    this.battles = battles;
    this.draws = draws;
    this.pairing = pairing;
    this.models = models;
    this.metering = metering;
    this.changes = changes;
    this.time = time;
  }

  @Override
  public Optional<LanguageModel> replace(Answer answer) {
    Optional<LanguageModel> next = changes.again(() -> draw(answer));
    next.ifPresent(model -> metering.replaced(answer.id(), model.id()));
    return next;
  }

  private Optional<LanguageModel> draw(Answer answer) {
    Battle battle = battles.findById(answer.battleId()).orElseThrow();
    Seat seat = answer.seat();
    Optional<Draw> draw =
        pairing.replace(
            new Pair(battle.model(Seat.A), battle.model(Seat.B)),
            seat,
            models.contenders(),
            draws.tried(battle.id()),
            draws.before(battle).orElse(null));
    return draw.map(drawn -> {
      ModelId model = seat == Seat.A ? drawn.pair().a() : drawn.pair().b();
      battles.save(battle.replacing(seat, model));
      draws.addReplacement(battle.id(), seat, drawn, time.now());
      return models.get(model);
    });
  }
}
