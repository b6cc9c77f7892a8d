package org.tiltyard.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.provider.EndpointDirectory;
import org.tiltyard.provider.EndpointProblem;

/** What an endpoint serves, to be ticked and added. */
@Controller
class FindModelsController {

  private static final String PAGE = ModelsController.PAGE + "/discover";

  private final ModelCatalog catalog;
  private final ModelPages pages;
  private final EndpointDirectory directory;
  private final MessageSource messages;
  private final TransactionTemplate transaction;

  FindModelsController(
      ModelCatalog catalog,
      ModelPages pages,
      EndpointDirectory directory,
      MessageSource messages,
      TransactionTemplate transaction) {
    this.catalog = catalog;
    this.pages = pages;
    this.directory = directory;
    this.messages = messages;
    this.transaction = transaction;
  }

  /**
   * A model that an endpoint serves.
   *
   * @param name the public name it would get, or was given
   * @param known whether the arena has it already
   */
  record Served(String id, String name, boolean known, boolean ticked, String problem) {}

  @GetMapping(PAGE)
  String page(
      @RequestParam(required = false) @Nullable String endpoint,
      Model model,
      ServerWebExchange exchange) {
    model.addAttribute("endpoints", pages.choices());
    if (endpoint != null) {
      Endpoint asked = find(endpoint);
      model.addAttribute("endpoint", asked);
      try {
        model.addAttribute("served", served(asked, directory.list(asked)));
      } catch (EndpointProblem e) {
        var locale = ModelPages.locale(exchange);
        model.addAttribute(
            "trouble",
            TrialView.Problem.of(e.finding(), key -> messages.getMessage(key, null, locale)));
      }
    }
    return "models/discover";
  }

  private Endpoint find(String id) {
    return pages.choices().stream()
        .filter(endpoint -> endpoint.id().value().equals(id))
        .findFirst()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private List<Served> served(Endpoint endpoint, List<String> ids) {
    List<LanguageModel> all = catalog.all();
    Set<String> known = knownAt(endpoint, all);
    ModelNames names = new ModelNames(all);
    return ids.stream()
        .map(id ->
            new Served(id, known.contains(id) ? id : names.next(id), known.contains(id), false, ""))
        .toList();
  }

  private static Set<String> knownAt(Endpoint endpoint, List<LanguageModel> all) {
    Set<String> known = new HashSet<>();
    all.stream()
        .filter(model -> model.endpointId().equals(endpoint.id()) && !model.isRetired())
        .forEach(model -> known.add(model.providerModel()));
    return known;
  }

  /**
   * Adds all that are ticked, or none: {@code id} and {@code name} of every row, {@code tick} by
   * number.
   */
  @PostMapping(path = PAGE, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  String add(Model model, ServerWebExchange exchange) {
    MultiValueMap<String, String> form = ModelPages.form(exchange);
    Endpoint endpoint = find(String.valueOf(form.getFirst("endpoint")));
    List<Served> rows = rows(form, knownAt(endpoint, catalog.all()));
    List<Served> ticked = rows.stream().filter(Served::ticked).toList();
    if (!ticked.isEmpty()) {
      try {
        addAll(ticked, endpoint, SignedIn.in(exchange));
        exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
        return "redirect:" + ModelsController.PAGE + "?state=paused&done=discovered";
      } catch (RowRefused refused) {
        String words = pages.describe(refused.faults().getFirst(), exchange);
        rows =
            rows.stream()
                .map(row -> row.id().equals(refused.id) ? marked(row, words) : row)
                .toList();
      }
    }
    exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
    model.addAttribute("nothingTicked", ticked.isEmpty());
    model.addAttribute("endpoints", pages.choices());
    model.addAttribute("endpoint", endpoint);
    model.addAttribute("served", rows);
    return "models/discover";
  }

  private static Served marked(Served row, String words) {
    return new Served(row.id, row.name, row.known, row.ticked, words);
  }

  private static List<Served> rows(MultiValueMap<String, String> form, Set<String> known) {
    List<String> ids = form.getOrDefault("id", List.of());
    List<String> names = form.getOrDefault("name", List.of());
    Set<String> ticks = new HashSet<>(form.getOrDefault("tick", List.of()));
    List<Served> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(ids.size(), names.size()); i++) {
      String id = ids.get(i);
      rows.add(
          new Served(id, names.get(i), known.contains(id), ticks.contains(String.valueOf(i)), ""));
    }
    return rows;
  }

  private void addAll(List<Served> ticked, Endpoint endpoint, SignedIn by) {
    transaction.executeWithoutResult(status -> {
      for (Served row : ticked) {
        try {
          ModelDescription described = ModelDescription.named(row.name.strip(), row.id);
          catalog.add(described, endpoint.id(), false, by);
        } catch (ModelRefused e) {
          throw new RowRefused(row.id, e);
        }
      }
    });
  }

  /** One of the ticked rows can't be added. */
  private static final class RowRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String id;
    private final transient ModelRefused why;

    RowRefused(String id, ModelRefused why) {
      super(why);
      this.id = id;
      this.why = why;
    }

    List<ModelRules.Fault> faults() {
      return why.faults();
    }
  }
}
