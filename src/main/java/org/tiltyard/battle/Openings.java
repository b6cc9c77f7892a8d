package org.tiltyard.battle;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.Participants;
import org.tiltyard.models.ModelId;
import org.tiltyard.settings.Live;

/** Opens battles in whichever mode was asked for, by a form or a program: checks, then starts. */
@Component
class Openings {

  private final Arena arena;
  private final Admission admission;
  private final Modes modes;
  private final Participants participants;
  private final Live<BattleSettings> settings;

  Openings(
      Arena arena,
      Admission admission,
      Modes modes,
      Participants participants,
      Live<BattleSettings> settings) {
    this.arena = arena;
    this.admission = admission;
    this.modes = modes;
    this.participants = participants;
    this.settings = settings;
  }

  /**
   * @param models public names, in the order of the seats; none in anonymous battles
   * @param acknowledged the person was warned of this prompt, and wants to send it all the same
   * @throws org.springframework.web.ErrorResponseException saying which field is refused, and why
   */
  Battle open(
      @Nullable String prompt,
      @Nullable String mode,
      @Nullable List<String> models,
      boolean acknowledged,
      ServerWebExchange exchange) {
    Mode asked = modes.asked(mode);
    List<ModelId> chosen = modes.chosen(asked, models);
    Prompt checked = Prompt.of(prompt, settings.get().promptCharacters());
    Prompt admitted = admission.admit(checked, acknowledged, exchange);
    return asked == Mode.ANONYMOUS
        ? arena.start(participants.ensure(exchange), admitted)
        : arena.start(participants.ensure(exchange), asked, chosen, admitted);
  }

  /** Opens the battle that carries the closed one's history on. */
  Battle carryOn(
      Battle closed, @Nullable String prompt, boolean acknowledged, ServerWebExchange exchange) {
    modes.requireContinuable(closed);
    Prompt checked = Prompt.of(prompt, settings.get().promptCharacters());
    return arena.carryOn(closed, admission.admit(checked, acknowledged, exchange));
  }
}
