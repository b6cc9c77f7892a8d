package org.tiltyard.battle;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.identity.Participants;
import org.tiltyard.settings.Live;

/** The arena's page and its forms, which work without any script. */
@Controller
class ArenaController {

  /** What is wrong with a form, shown beside the field that keeps its text. */
  record Problem(@Nullable String title, @Nullable String detail, @Nullable String field) {}

  /** The one field of both forms. */
  record PromptForm(@Nullable String prompt) {}

  private static final String PAGE = "battle/arena";

  /** Set by the page's script: a browser that has it gets running answers by event stream. */
  private static final String SCRIPT_COOKIE = "script";

  private final Arena arena;
  private final Participants participants;
  private final BattlePages pages;
  private final LiveTurns liveTurns;
  private final ExamplePrompts examples;
  private final Live<BattleSettings> settings;
  private final MessageSource messages;

  ArenaController(
      Arena arena,
      Participants participants,
      BattlePages pages,
      LiveTurns liveTurns,
      ExamplePrompts examples,
      Live<BattleSettings> settings,
      MessageSource messages) {
    this.arena = arena;
    this.participants = participants;
    this.pages = pages;
    this.liveTurns = liveTurns;
    this.examples = examples;
    this.settings = settings;
    this.messages = messages;
  }

  @GetMapping("/")
  String home(Model model, ServerWebExchange exchange) {
    return show(null, model, exchange);
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
    return show(battle, model, exchange);
  }

  @PostMapping(path = "/battles", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  String start(PromptForm form, Model model, ServerWebExchange exchange) {
    try {
      Prompt prompt = Prompt.of(form.prompt(), settings.get().promptCharacters());
      return seeBattle(arena.start(participants.ensure(exchange), prompt), exchange);
    } catch (ErrorResponseException refused) {
      explain(refused, form, model, exchange);
      return show(null, model, exchange);
    }
  }

  @PostMapping(path = "/battles/{id}/turns", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  String ask(@PathVariable String id, PromptForm form, Model model, ServerWebExchange exchange) {
    Battle battle = find(id, exchange);
    try {
      Prompt prompt = Prompt.of(form.prompt(), settings.get().promptCharacters());
      return seeBattle(arena.ask(battle.id(), battle.participantId(), prompt), exchange);
    } catch (ErrorResponseException refused) {
      explain(refused, form, model, exchange);
      return show(find(id, exchange), model, exchange);
    }
  }

  private Battle find(String id, ServerWebExchange exchange) {
    ParticipantId voter = participants.of(exchange).orElseThrow(BattleNotFound::new);
    return arena.find(BattleId.parse(id), voter);
  }

  private String show(@Nullable Battle battle, Model model, ServerWebExchange exchange) {
    exchange.getResponse().getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (battle != null) {
      model.addAttribute("battle", pages.page(battle));
    } else {
      model.addAttribute("examples", examples.some(BattleController.locale(exchange)));
    }
    model.addAttribute(
        "limits",
        Map.of(
            "promptCharacters",
            settings.get().promptCharacters(),
            "turns",
            settings.get().turns()));
    return PAGE;
  }

  private static String seeBattle(Battle battle, ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:/battles/" + battle.id().value();
  }

  private void explain(
      ErrorResponseException refused, PromptForm form, Model model, ServerWebExchange exchange) {
    Locale locale = BattleController.locale(exchange);
    ProblemDetail body = refused.updateAndGetBody(messages, locale);
    Object field = body.getProperties() == null ? null : body.getProperties().get("field");
    HttpStatusCode status = refused.getStatusCode();
    exchange.getResponse().setStatusCode(status);
    model.addAttribute("prompt", form.prompt());
    model.addAttribute("problem", new Problem(body.getTitle(), body.getDetail(), (String) field));
  }
}
