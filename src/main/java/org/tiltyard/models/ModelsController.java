package org.tiltyard.models;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import org.tiltyard.identity.SignedIn;

/** The list of models, and what its buttons do. */
@Controller
class ModelsController {

  static final String PAGE = "/admin/models";

  /** What the list can be narrowed to; everything that is not retired by default. */
  private static final Set<String> FILTERS = Set.of("active", "paused", "retired");

  private final ModelCatalog catalog;
  private final ModelPages pages;

  ModelsController(ModelCatalog catalog, ModelPages pages) {
    this.catalog = catalog;
    this.pages = pages;
  }

  @GetMapping(PAGE)
  String list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String done,
      @RequestParam(required = false) @Nullable String name,
      Model model) {
    String filter = state != null && FILTERS.contains(state) ? state : "";
    List<ModelRow> rows = pages.rows();
    model.addAttribute("rows", rows.stream().filter(row -> shows(filter, row)).toList());
    model.addAttribute("filter", filter);
    model.addAttribute("counts", counts(rows));
    model.addAttribute("onlyDemos", rows.stream().allMatch(ModelRow::demo));
    model.addAttribute("done", done);
    model.addAttribute("doneName", name);
    return "models/list";
  }

  private static boolean shows(String filter, ModelRow row) {
    return switch (filter) {
      case "active" -> row.badge().equals("active");
      case "paused" -> row.badge().equals("paused") || row.badge().equals("untested");
      case "retired" -> row.badge().equals("retired");
      default -> !row.badge().equals("retired");
    };
  }

  private static Map<String, Long> counts(List<ModelRow> rows) {
    return Map.of(
        "all", rows.stream().filter(row -> shows("", row)).count(),
        "active", rows.stream().filter(row -> shows("active", row)).count(),
        "paused", rows.stream().filter(row -> shows("paused", row)).count(),
        "retired", rows.stream().filter(row -> shows("retired", row)).count());
  }

  @PostMapping(PAGE + "/{id}/{action:pause|resume|retire|restore|up|down}")
  String act(@PathVariable String id, @PathVariable String action, ServerWebExchange exchange) {
    SignedIn by = SignedIn.in(exchange);
    LanguageModel model =
        switch (action) {
          case "pause" -> catalog.pause(id, by);
          case "resume" -> catalog.resume(id, by);
          case "retire" -> catalog.retire(id, by);
          case "restore" -> catalog.bringBack(id, by);
          case "up" -> catalog.move(id, -1, by);
          default -> catalog.move(id, 1, by);
        };
    return toList(action, model, exchange);
  }

  /** Back to the list, where the model's row is and what happened is said. */
  static String toList(String done, LanguageModel model, ServerWebExchange exchange) {
    return see(
        UriComponentsBuilder.fromPath(PAGE)
            .queryParam("done", "{done}")
            .queryParam("name", "{name}")
            .fragment("model-" + model.id().value())
            .encode()
            .buildAndExpand(done, model.name())
            .toUriString(),
        exchange);
  }

  /** To another page. */
  static String see(String path, ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:" + path;
  }
}
