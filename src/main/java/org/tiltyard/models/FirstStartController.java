package org.tiltyard.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.provider.EndpointDirectory;
import org.tiltyard.provider.EndpointProblem;
import org.tiltyard.provider.LocalServers;
import org.tiltyard.provider.LocalServers.Found;

/**
 * The way from an empty arena to a first battle: what is here already is found, tested, put live.
 */
@Controller
class FirstStartController {

  private static final String PAGE = "/admin/start";

  private final LocalServers servers;
  private final EndpointDirectory directory;
  private final ModelCatalog catalog;
  private final ModelTrial trial;
  private final MessageSource messages;

  FirstStartController(
      LocalServers servers,
      EndpointDirectory directory,
      ModelCatalog catalog,
      ModelTrial trial,
      MessageSource messages) {
    this.servers = servers;
    this.directory = directory;
    this.catalog = catalog;
    this.trial = trial;
    this.messages = messages;
  }

  /**
   * A server as the page offers it.
   *
   * @param asks whether it first has to be asked what it serves
   * @param trouble why it could not be asked
   */
  record Offer(
      String name,
      String baseUrl,
      List<Choice> models,
      boolean asks,
      TrialView.@Nullable Problem trouble) {}

  /** A model on offer; {@code value} is what its tick sends. */
  record Choice(String id, String value, boolean ticked) {}

  /** A model that was ticked, and how its test went. */
  record Tried(String name, String id, TrialView result) {}

  @GetMapping(PAGE)
  String page(Model model, ServerWebExchange exchange) {
    return show(Set.of(), model, exchange);
  }

  private String show(Set<String> ticked, Model model, ServerWebExchange exchange) {
    List<Offer> offers = new ArrayList<>();
    int left = ticked.isEmpty() ? 2 : 0;
    for (Found found : servers.find()) {
      Offer offer = offer(found, ticked, left, exchange);
      left -= (int) offer.models.stream().filter(Choice::ticked).count();
      offers.add(offer);
    }
    model.addAttribute("offers", offers);
    model.addAttribute("any", offers.stream().anyMatch(offer -> !offer.models.isEmpty()));
    return "models/start";
  }

  private Offer offer(Found found, Set<String> ticked, int left, ServerWebExchange exchange) {
    List<String> ids = found.models();
    boolean asks = found.keyInEnvironment() && !found.known();
    TrialView.Problem trouble = null;
    if (found.keyInEnvironment() && found.known()) {
      try {
        ids = directory.list(servers.adopt(found, SignedIn.in(exchange)));
      } catch (EndpointProblem e) {
        trouble = TrialView.Problem.of(e.finding(), words(exchange));
      }
    }
    List<Choice> choices = new ArrayList<>();
    for (String id : ids) {
      String value = found.baseUrl() + " " + id;
      choices.add(new Choice(id, value, ticked.contains(value) || choices.size() < left));
    }
    return new Offer(found.name(), found.baseUrl(), choices, asks, trouble);
  }

  /** Connects a server that asks for a key, so that it can say what it serves. */
  @PostMapping(path = PAGE + "/ask", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  String ask(ServerWebExchange exchange) {
    String baseUrl = String.valueOf(ModelPages.form(exchange).getFirst("baseUrl"));
    servers.find().stream()
        .filter(found -> found.baseUrl().equals(baseUrl))
        .findFirst()
        .ifPresent(found -> servers.adopt(found, SignedIn.in(exchange)));
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:" + PAGE;
  }

  /**
   * Adds the ticked models, tests each, and puts those live that answer. Sent again, it adds none
   * twice.
   */
  @PostMapping(path = PAGE, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  String start(Model model, ServerWebExchange exchange) {
    List<String> picks = ModelPages.form(exchange).getOrDefault("pick", List.of());
    Set<String> ticked = new HashSet<>(picks);
    if (ticked.isEmpty()) {
      exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
      model.addAttribute("nothingTicked", true);
      return show(ticked, model, exchange);
    }
    SignedIn by = SignedIn.in(exchange);
    List<Tried> tried = new ArrayList<>();
    for (Found found : servers.find()) {
      for (String id : picked(found, picks)) {
        tried.add(tryOut(servers.adopt(found, by), id, by, exchange));
      }
    }
    long live = catalog.all().stream().filter(one -> one.active() && !one.demo()).count();
    model.addAttribute("tried", tried);
    model.addAttribute("live", live);
    return "models/started";
  }

  private static List<String> picked(Found found, List<String> picks) {
    String prefix = found.baseUrl() + " ";
    return picks.stream()
        .filter(pick -> pick.startsWith(prefix))
        .map(pick -> pick.substring(prefix.length()))
        .toList();
  }

  private Tried tryOut(Endpoint endpoint, String id, SignedIn by, ServerWebExchange exchange) {
    LanguageModel model = knownAt(endpoint, id).orElseGet(() -> add(endpoint, id, by));
    var report = trial.run(model, words -> {});
    if (report.passed()) {
      catalog.resume(model.id().value(), by);
    }
    Locale locale = ModelPages.locale(exchange);
    return new Tried(model.name(), id, TrialView.of(report, locale, words(exchange)));
  }

  private Optional<LanguageModel> knownAt(Endpoint endpoint, String id) {
    return catalog.all().stream()
        .filter(
            model -> model.endpointId().equals(endpoint.id()) && model.providerModel().equals(id))
        .findFirst();
  }

  private LanguageModel add(Endpoint endpoint, String id, SignedIn by) {
    String name = new ModelNames(catalog.all()).next(id);
    return catalog.add(ModelDescription.named(name, id), endpoint.id(), false, by);
  }

  private Function<String, String> words(ServerWebExchange exchange) {
    Locale locale = ModelPages.locale(exchange);
    return key -> messages.getMessage(key, null, locale);
  }
}
