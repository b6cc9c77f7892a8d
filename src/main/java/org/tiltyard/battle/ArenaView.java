package org.tiltyard.battle;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.Participants;
import org.tiltyard.identity.TermsRequired;
import org.tiltyard.settings.Live;

/** Fills the arena's page, which is a start page in each mode, or a battle. */
@Component
class ArenaView {

  /**
   * What is wrong with a form, shown beside the field that keeps its text.
   *
   * @param warning the form may be sent all the same
   */
  record Problem(
      @Nullable String title, @Nullable String detail, @Nullable String field, boolean warning) {}

  private static final String PAGE = "battle/arena";

  private final BattlePages pages;
  private final Modes modes;
  private final LastChoice lastChoice;
  private final Participants participants;
  private final ExamplePrompts examples;
  private final Live<BattleSettings> settings;
  private final MessageSource messages;
  private final Markdown markdown;
  private final Live<WelcomeSettings> welcome;

  ArenaView(
      BattlePages pages,
      Modes modes,
      LastChoice lastChoice,
      Participants participants,
      ExamplePrompts examples,
      Live<BattleSettings> settings,
      MessageSource messages,
      Markdown markdown,
      Live<WelcomeSettings> welcome) {
    this.markdown = markdown;
    this.welcome = welcome;
    this.pages = pages;
    this.modes = modes;
    this.lastChoice = lastChoice;
    this.participants = participants;
    this.examples = examples;
    this.settings = settings;
    this.messages = messages;
  }

  /**
   * The page on which battles of a mode begin.
   *
   * @param asked names of models to begin with, instead of those that were chosen last
   */
  String start(Mode mode, List<String> asked, Model model, ServerWebExchange exchange) {
    model.addAttribute("mode", mode.word());
    model.addAttribute("modes", modes.offered().stream().map(Mode::word).toList());
    Locale locale = BattleController.locale(exchange);
    model.addAttribute("examples", examples.some(locale));
    model.addAttribute("intro", markdown.render(welcome.get().introFor(locale)));
    if (mode != Mode.ANONYMOUS) {
      List<ModelCard> choices = modes.choices();
      model.addAttribute("choices", choices);
      model.addAttribute("chosen", chosen(mode, asked, choices, exchange));
      model.addAttribute("asked", !asked.isEmpty());
    }
    return page(model, exchange);
  }

  /**
   * A name for each seat: what was asked for, else what was chosen last, else whoever is there.
   * None when there are too few for the mode.
   */
  private List<String> chosen(
      Mode mode, List<String> asked, List<ModelCard> choices, ServerWebExchange exchange) {
    List<String> wanted =
        asked.isEmpty()
            ? participants.of(exchange).map(who -> lastChoice.of(who, mode)).orElse(List.of())
            : asked;
    List<String> listed = choices.stream().map(ModelCard::name).toList();
    if (listed.size() < mode.choices()) {
      return List.of();
    }
    List<String> chosen = new java.util.ArrayList<>();
    for (int seat = 0; seat < mode.choices(); seat++) {
      boolean there = seat < wanted.size() && listed.contains(wanted.get(seat));
      chosen.add(
          there
              ? wanted.get(seat)
              : listed.stream().filter(name -> !chosen.contains(name)).findFirst().orElseThrow());
    }
    return chosen;
  }

  String battle(Battle battle, Model model, ServerWebExchange exchange) {
    model.addAttribute("battle", pages.page(battle));
    return page(model, exchange);
  }

  /** The page of a battle that is to carry the closed one's history on. */
  String carryOn(Battle closed, Model model, ServerWebExchange exchange) {
    model.addAttribute("battle", pages.continuation(closed));
    return page(model, exchange);
  }

  private String page(Model model, ServerWebExchange exchange) {
    exchange.getResponse().getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    model.addAttribute(
        "limits",
        Map.of(
            "promptCharacters",
            settings.get().promptCharacters(),
            "turns",
            settings.get().turns()));
    return PAGE;
  }

  /** Puts what is wrong beside what was typed. */
  void explain(
      ErrorResponseException refused,
      @Nullable String prompt,
      Model model,
      ServerWebExchange exchange) {
    Locale locale = BattleController.locale(exchange);
    ProblemDetail body = refused.updateAndGetBody(messages, locale);
    Object field = body.getProperties() == null ? null : body.getProperties().get("field");
    exchange.getResponse().setStatusCode(refused.getStatusCode());
    exchange.getResponse().getHeaders().addAll(refused.getHeaders());
    if (refused instanceof TermsRequired required) {
      model.addAttribute("terms", required.version());
    }
    model.addAttribute("prompt", prompt);
    boolean warning = refused instanceof PromptHeld held && held.isWarning();
    model.addAttribute(
        "problem", new Problem(body.getTitle(), body.getDetail(), (String) field, warning));
  }
}
