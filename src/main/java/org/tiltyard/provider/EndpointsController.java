package org.tiltyard.provider;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.shared.Vault;
import org.tiltyard.shared.VaultRotation;

/** Where admins make, change and test endpoints. */
@Controller
class EndpointsController {

  static final String PAGE = "/admin/endpoints";
  private static final String ONE = PAGE + "/{id}";

  private final Endpoints endpoints;
  private final EndpointEditor editor;
  private final EndpointSecrets secrets;
  private final EndpointKeys configured;
  private final EndpointDirectory directory;
  private final EndpointMeter meter;
  private final ObjectProvider<ServedModels> models;
  private final VaultRotation rotation;
  private final AuditLog audit;
  private final MessageSource messages;

  EndpointsController(
      Endpoints endpoints,
      EndpointEditor editor,
      EndpointSecrets secrets,
      EndpointKeys configured,
      EndpointDirectory directory,
      EndpointMeter meter,
      ObjectProvider<ServedModels> models,
      VaultRotation rotation,
      AuditLog audit,
      MessageSource messages) {
    this.endpoints = endpoints;
    this.editor = editor;
    this.secrets = secrets;
    this.configured = configured;
    this.directory = directory;
    this.meter = meter;
    this.models = models;
    this.rotation = rotation;
    this.audit = audit;
    this.messages = messages;
  }

  /** A line of the list. */
  record Row(Endpoint endpoint, List<String> models, boolean hasKey, boolean locked) {}

  @GetMapping(PAGE)
  String list(@RequestParam(required = false) @Nullable String done, Model model) {
    model.addAttribute(
        "rows",
        endpoints.findAllByOrderByName().stream()
            .filter(one -> !one.internal())
            .map(this::row)
            .toList());
    model.addAttribute("done", known(done));
    model.addAttribute("keyInFile", rotation.keyInFile());
    model.addAttribute("outdated", rotation.outdated());
    return "provider/endpoints";
  }

  private Row row(Endpoint endpoint) {
    boolean hasKey =
        endpoint.managed()
            ? secrets.storedFor(endpoint.id()).stream().anyMatch(EndpointSecrets.Stored::isKey)
            : configured.keyFor(endpoint.id()).isPresent();
    return new Row(endpoint, namesAt(endpoint), hasKey, configured.configures(endpoint.id()));
  }

  private List<String> namesAt(Endpoint endpoint) {
    ServedModels served = models.getIfAvailable();
    return served == null ? List.of() : served.namesAt(endpoint.id());
  }

  /** Only words that there is a message for: the parameter comes from an address. */
  private static @Nullable String known(@Nullable String done) {
    return done != null
            && List.of("created", "changed", "deleted", "key", "no-key", "header", "rotated")
                .contains(done)
        ? done
        : null;
  }

  @GetMapping(PAGE + "/new")
  String create(Model model) {
    return showNew(EndpointForm.empty(), model);
  }

  private static String showNew(EndpointForm form, Model model) {
    model.addAttribute("form", form);
    return "provider/endpoint";
  }

  @PostMapping(PAGE)
  String create(EndpointForm form, SecretForm secret, Model model, ServerWebExchange exchange) {
    try {
      Endpoint made = editor.create(form.draft(), secret.typedKey(), SignedIn.in(exchange));
      return to(made, "created", exchange);
    } catch (EndpointRefused refused) {
      explain(refused, model, exchange);
      return showNew(form, model);
    }
  }

  @GetMapping(ONE)
  String edit(
      @PathVariable String id, @RequestParam(required = false) @Nullable String done, Model model) {
    Endpoint endpoint = find(id);
    model.addAttribute("done", known(done));
    return show(endpoint, EndpointForm.of(endpoint), model);
  }

  private String show(Endpoint endpoint, EndpointForm form, Model model) {
    List<EndpointSecrets.Stored> stored = secrets.storedFor(endpoint.id());
    model.addAttribute("endpoint", endpoint);
    model.addAttribute("form", form);
    model.addAttribute("locked", configured.configures(endpoint.id()));
    model.addAttribute("models", namesAt(endpoint));
    model.addAttribute("configuredKey", configured.keyFor(endpoint.id()).isPresent());
    model.addAttribute("key", first(stored));
    model.addAttribute("headers", stored.stream().filter(one -> !one.isKey()).toList());
    model.addAttribute("counted", endpoint.limits().counted());
    model.addAttribute("today", meter.today(endpoint.id()));
    return "provider/endpoint";
  }

  private static EndpointSecrets.@Nullable Stored first(List<EndpointSecrets.Stored> stored) {
    return stored.stream().filter(EndpointSecrets.Stored::isKey).findFirst().orElse(null);
  }

  @PostMapping(ONE)
  String change(
      @PathVariable String id, EndpointForm form, Model model, ServerWebExchange exchange) {
    Endpoint endpoint = find(id);
    try {
      int version = form.version() == null ? -1 : form.version();
      editor.change(endpoint, version, form.draft(), SignedIn.in(exchange));
      return to(endpoint, "changed", exchange);
    } catch (EndpointRefused refused) {
      explain(refused, model, exchange);
      Endpoint present = find(id);
      boolean outrun = refused.getStatusCode() == HttpStatus.CONFLICT && refused.field().isEmpty();
      return show(present, outrun ? EndpointForm.of(present) : form, model);
    }
  }

  @PostMapping(ONE + "/key")
  String setKey(
      @PathVariable String id, SecretForm secret, Model model, ServerWebExchange exchange) {
    return act(
        id,
        model,
        exchange,
        "key",
        endpoint -> editor.setKey(endpoint, secret.typedKey(), SignedIn.in(exchange)));
  }

  @PostMapping(ONE + "/key/remove")
  String removeKey(@PathVariable String id, Model model, ServerWebExchange exchange) {
    return act(
        id,
        model,
        exchange,
        "no-key",
        endpoint -> editor.removeKey(endpoint, SignedIn.in(exchange)));
  }

  @PostMapping(ONE + "/headers")
  String setHeader(
      @PathVariable String id, SecretForm secret, Model model, ServerWebExchange exchange) {
    model.addAttribute("headerName", secret.typedHeader());
    return act(
        id,
        model,
        exchange,
        "header",
        endpoint ->
            editor.setHeader(
                endpoint, secret.typedHeader(), secret.typedValue(), SignedIn.in(exchange)));
  }

  @PostMapping(ONE + "/headers/remove")
  String removeHeader(
      @PathVariable String id, SecretForm secret, Model model, ServerWebExchange exchange) {
    return act(
        id,
        model,
        exchange,
        "header",
        endpoint -> editor.removeHeader(endpoint, secret.typedHeader(), SignedIn.in(exchange)));
  }

  private String act(
      String id, Model model, ServerWebExchange exchange, String done, Consumer<Endpoint> action) {
    Endpoint endpoint = find(id);
    try {
      action.accept(endpoint);
      return to(endpoint, done, exchange);
    } catch (EndpointRefused refused) {
      explain(refused, model, exchange);
      return show(endpoint, EndpointForm.of(endpoint), model);
    }
  }

  @PostMapping(ONE + "/delete")
  String delete(@PathVariable String id, Model model, ServerWebExchange exchange) {
    Endpoint endpoint = find(id);
    try {
      editor.delete(endpoint, SignedIn.in(exchange));
      return seeOther(PAGE + "?done=deleted", exchange);
    } catch (EndpointRefused refused) {
      explain(refused, model, exchange);
      return show(endpoint, EndpointForm.of(endpoint), model);
    }
  }

  /** Whether the server can be reached and takes the key: asks for its list of models. */
  @PostMapping(ONE + "/test")
  String test(@PathVariable String id, Model model) {
    Endpoint endpoint = find(id);
    try {
      List<String> served = directory.list(endpoint);
      model.addAttribute("served", served.size());
    } catch (EndpointProblem problem) {
      model.addAttribute("finding", problem.finding());
    }
    return show(endpoint, EndpointForm.of(endpoint), model);
  }

  /** Seals all stored secrets with the newest secret key. */
  @PostMapping(PAGE + "/rotate-secret-key")
  String rotate(Model model, ServerWebExchange exchange) {
    try {
      int count = rotation.rotate();
      audit.record(
          SignedIn.in(exchange),
          "secrets.sealed-anew",
          "secret-key",
          "",
          "",
          Map.of("secrets", count));
      return seeOther(PAGE + "?done=rotated", exchange);
    } catch (Vault.Unreadable unreadable) {
      exchange.getResponse().setStatusCode(HttpStatus.CONFLICT);
      model.addAttribute("rotationFailed", true);
      return list(null, model);
    }
  }

  private Endpoint find(String id) {
    Optional<Endpoint> found = endpoints.findById(new EndpointId(id));
    return found
        .filter(one -> !one.internal())
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private void explain(EndpointRefused refused, Model model, ServerWebExchange exchange) {
    Locale locale =
        Optional.ofNullable(exchange.getLocaleContext().getLocale()).orElse(Locale.ENGLISH);
    exchange.getResponse().setStatusCode(refused.getStatusCode());
    model.addAttribute("problem", refused.updateAndGetBody(messages, locale));
    model.addAttribute("wrong", refused.field());
  }

  private static String to(Endpoint endpoint, String done, ServerWebExchange exchange) {
    return seeOther(PAGE + "/" + endpoint.id().value() + "?done=" + done, exchange);
  }

  private static String seeOther(String path, ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:" + path;
  }
}
