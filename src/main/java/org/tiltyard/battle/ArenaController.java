package org.tiltyard.battle;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.CustomCollectionEditor;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.identity.Participants;
import org.tiltyard.settings.Live;

/** The arena's pages and their forms, which work without any script. */
@Controller
class ArenaController {

  /** The form that opens a battle. */
  record StartForm(
      @Nullable String prompt,
      @Nullable String mode,
      @Nullable List<String> models,
      @Nullable Boolean acknowledged) {}

  /** The form that goes on with one; acknowledged: sent in spite of a warning. */
  record PromptForm(@Nullable String prompt, @Nullable Boolean acknowledged) {}

  /** Set by the page's script: a browser that has it gets running answers by event stream. */
  private static final String SCRIPT_COOKIE = "script";

  private final Arena arena;
  private final Admission admission;
  private final Openings openings;
  private final Modes modes;
  private final Participants participants;
  private final ArenaView view;
  private final LiveTurns liveTurns;
  private final Live<BattleSettings> settings;

  ArenaController(
      Arena arena,
      Admission admission,
      Openings openings,
      Modes modes,
      Participants participants,
      ArenaView view,
      LiveTurns liveTurns,
      Live<BattleSettings> settings) {
    this.arena = arena;
    this.admission = admission;
    this.openings = openings;
    this.modes = modes;
    this.participants = participants;
    this.view = view;
    this.liveTurns = liveTurns;
    this.settings = settings;
  }

  /** A name may hold commas, at which a lone one would be split. */
  @InitBinder
  void takeNamesWhole(WebDataBinder binder) {
    binder.registerCustomEditor(List.class, new CustomCollectionEditor(List.class));
  }

  @GetMapping("/")
  String home(Model model, ServerWebExchange exchange) {
    return view.start(Mode.ANONYMOUS, List.of(), model, exchange);
  }

  @GetMapping("/{mode:side-by-side|direct}")
  String named(
      @PathVariable String mode,
      @RequestParam(name = "model", required = false) @Nullable List<String> models,
      Model model,
      ServerWebExchange exchange) {
    Mode offered =
        Mode.of(mode)
            .filter(modes::offers)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return view.start(offered, models == null ? List.of() : models, model, exchange);
  }

  @GetMapping(path = "/battles/{id}", produces = MediaType.TEXT_HTML_VALUE)
  String battle(@PathVariable String id, Model model, ServerWebExchange exchange)
      throws InterruptedException {
    Battle battle = find(id, exchange);
    Optional<LiveTurn> live = liveTurns.find(battle.id());
    if (live.isPresent() && !exchange.getRequest().getCookies().containsKey(SCRIPT_COOKIE)) {
      live.get().await(settings.get().waitWithoutScript());
      battle = find(id, exchange);
    }
    return view.battle(battle, model, exchange);
  }

  /** Where the history of a closed battle can be carried on; nothing is opened before a prompt. */
  @GetMapping("/battles/{id}/continue")
  String carryOn(@PathVariable String id, Model model, ServerWebExchange exchange) {
    Battle closed = find(id, exchange);
    modes.requireContinuable(closed);
    return view.carryOn(closed, model, exchange);
  }

  @PostMapping(path = "/battles", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  String start(StartForm form, Model model, ServerWebExchange exchange) {
    try {
      Battle opened =
          openings.open(
              form.prompt(), form.mode(), form.models(), isTrue(form.acknowledged()), exchange);
      return see(opened, exchange);
    } catch (ErrorResponseException refused) {
      view.explain(refused, form.prompt(), model, exchange);
      Mode mode =
          Optional.ofNullable(form.mode())
              .flatMap(Mode::of)
              .filter(modes::offers)
              .orElse(Mode.ANONYMOUS);
      return view.start(mode, form.models() == null ? List.of() : form.models(), model, exchange);
    }
  }

  @PostMapping(
      path = "/battles/{id}/continue",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  String carryOn(
      @PathVariable String id, PromptForm form, Model model, ServerWebExchange exchange) {
    Battle closed = find(id, exchange);
    modes.requireContinuable(closed);
    try {
      // Its first turn comes after those it carries on.
      Battle opened =
          openings.carryOn(closed, form.prompt(), isTrue(form.acknowledged()), exchange);
      return see(opened, exchange) + "#turn-1";
    } catch (ErrorResponseException refused) {
      view.explain(refused, form.prompt(), model, exchange);
      return view.carryOn(closed, model, exchange);
    }
  }

  @PostMapping(path = "/battles/{id}/turns", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  String ask(@PathVariable String id, PromptForm form, Model model, ServerWebExchange exchange) {
    Battle battle = find(id, exchange);
    try {
      Prompt prompt = Prompt.of(form.prompt(), settings.get().promptCharacters());
      Prompt admitted = admission.admit(prompt, isTrue(form.acknowledged()), exchange);
      return see(arena.ask(battle.id(), battle.participantId(), admitted), exchange);
    } catch (ErrorResponseException refused) {
      view.explain(refused, form.prompt(), model, exchange);
      return view.battle(find(id, exchange), model, exchange);
    }
  }

  private static boolean isTrue(@Nullable Boolean given) {
    return given != null && given;
  }

  private Battle find(String id, ServerWebExchange exchange) {
    ParticipantId voter = participants.of(exchange).orElseThrow(BattleNotFound::new);
    return arena.find(BattleId.parse(id), voter);
  }

  private static String see(Battle battle, ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:/battles/" + battle.id().value();
  }
}
