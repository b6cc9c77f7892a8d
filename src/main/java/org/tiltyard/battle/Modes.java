package org.tiltyard.battle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.models.LanguageModel;
import org.tiltyard.models.ModelId;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.settings.Live;

/** The modes that this arena offers now, and the models that people may choose in them. */
@Component
class Modes {

  private final Live<ModeSettings> settings;
  private final ModelRegistry models;
  private final Outcomes outcomes;

  Modes(Live<ModeSettings> settings, ModelRegistry models, Outcomes outcomes) {
    this.outcomes = outcomes;
    this.settings = settings;
    this.models = models;
  }

  boolean offers(Mode mode) {
    return switch (mode) {
      case ANONYMOUS -> true;
      case SIDE_BY_SIDE -> settings.get().sideBySide();
      case DIRECT -> settings.get().direct();
    };
  }

  List<Mode> offered() {
    return Arrays.stream(Mode.values()).filter(this::offers).toList();
  }

  /**
   * The mode that a request names; anonymous when it names none.
   *
   * @throws ModeRefused when there is no such mode, or it is switched off
   */
  Mode asked(@Nullable String word) {
    if (word == null || word.isEmpty()) {
      return Mode.ANONYMOUS;
    }
    return Mode.of(word).filter(this::offers).orElseThrow(() -> new ModeRefused(word, offered()));
  }

  /** The cards of those who may be chosen and would answer, in the order of the list. */
  List<ModelCard> choices() {
    return models.choosableNow().stream().map(ModelCard::of).toList();
  }

  /**
   * The models of these names, in their seats.
   *
   * @throws ModelsRefused when one may not be chosen, or they are not as many as the mode takes
   */
  List<ModelId> chosen(Mode mode, @Nullable List<String> names) {
    List<String> given = names == null ? List.of() : names;
    if (mode == Mode.ANONYMOUS && !given.isEmpty()) {
      throw ModelsRefused.drawn();
    }
    if (given.size() != mode.choices()) {
      throw ModelsRefused.count(mode, given.size());
    }
    return given.isEmpty() ? List.of() : seated(given);
  }

  private List<ModelId> seated(List<String> names) {
    Map<String, LanguageModel> choosable =
        models.choosable().stream()
            .collect(Collectors.toMap(LanguageModel::name, Function.identity()));
    List<ModelId> seated = new ArrayList<>();
    for (String name : names) {
      LanguageModel model = choosable.get(name);
      if (model == null) {
        throw ModelsRefused.unknown(name);
      }
      if (!models.isWell(model)) {
        throw ModelsRefused.unwell(name);
      }
      if (seated.contains(model.id())) {
        throw ModelsRefused.same();
      }
      seated.add(model.id());
    }
    return seated;
  }

  /** The page on which the next battle of the same kind begins. */
  String newRound(Battle battle) {
    // Whoever carried a history on came from another mode, and goes back to blind battles.
    return Mode.of(battle.mode())
        .filter(mode -> mode != Mode.ANONYMOUS && battle.continues() == null && offers(mode))
        .map(mode -> "/" + mode.word())
        .orElse("/");
  }

  /** Whether the battle's two models may meet again with their names shown. */
  boolean continuable(Battle battle) {
    return !battle.open() && offers(Mode.SIDE_BY_SIDE) && choosable(battle);
  }

  /**
   * Insists that the battle's history may be carried on.
   *
   * @throws TurnRefused when it has no vote yet
   * @throws ModeRefused when side-by-side is switched off
   * @throws ModelsRefused when one of its models may not be chosen
   */
  void requireContinuable(Battle battle) {
    if (battle.open()) {
      throw TurnRefused.notVoted();
    }
    asked(Mode.SIDE_BY_SIDE.word());
    if (!choosable(battle)) {
      throw ModelsRefused.gone();
    }
  }

  /** Names that the arena keeps to itself can't be shown in the next battle either. */
  private boolean choosable(Battle battle) {
    if (outcomes.lineups(List.of(battle)).isEmpty()) {
      return false;
    }
    Set<ModelId> choosable =
        models.choosable().stream().map(LanguageModel::id).collect(Collectors.toSet());
    return battle.seats().stream().map(battle::model).allMatch(choosable::contains);
  }
}
