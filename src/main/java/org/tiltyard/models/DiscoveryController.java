package org.tiltyard.models;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.provider.EndpointDirectory;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.EndpointProblem;
import org.tiltyard.provider.Endpoints;

/** Lists what an endpoint serves, and adds what an admin ticks. */
@Controller
class DiscoveryController {

  private static final String PAGE = "/admin/endpoints/{id}/models";

  private final Endpoints endpoints;
  private final EndpointDirectory directory;
  private final Discovery discovery;

  DiscoveryController(Endpoints endpoints, EndpointDirectory directory, Discovery discovery) {
    this.endpoints = endpoints;
    this.directory = directory;
    this.discovery = discovery;
  }

  /** The ticked ids. */
  record Ticked(@Nullable List<String> ids) {}

  @GetMapping(PAGE)
  String list(@PathVariable String id, Model model) {
    return show(find(id), List.of(), model);
  }

  private String show(Endpoint endpoint, List<LanguageModel> added, Model model) {
    model.addAttribute("endpoint", endpoint);
    model.addAttribute("added", added);
    try {
      model.addAttribute("listed", discovery.mark(endpoint, directory.list(endpoint)));
    } catch (EndpointProblem problem) {
      model.addAttribute("finding", problem.finding());
    }
    return "models/discovery";
  }

  @PostMapping(PAGE)
  String add(@PathVariable String id, Ticked ticked, Model model, ServerWebExchange exchange) {
    Endpoint endpoint = find(id);
    List<String> ids = ticked.ids() == null ? List.of() : ticked.ids();
    if (ids.isEmpty()) {
      exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
      model.addAttribute("nothingTicked", true);
      return show(endpoint, List.of(), model);
    }
    try {
      List<String> served = directory.list(endpoint);
      List<String> known = ids.stream().filter(served::contains).toList();
      return show(endpoint, discovery.add(endpoint, known, SignedIn.in(exchange)), model);
    } catch (EndpointProblem problem) {
      return show(endpoint, List.of(), model);
    }
  }

  private Endpoint find(String id) {
    return endpoints
        .findById(new EndpointId(id))
        .filter(one -> !one.builtIn())
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
