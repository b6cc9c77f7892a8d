package org.tiltyard.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.models.ModelRules.Fault;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.EndpointRefused;

/** The form that a model is added and changed with. */
@Controller
class ModelFormController {

  private final ModelCatalog catalog;
  private final ModelPages pages;
  private final ModelEndpoints endpoints;

  ModelFormController(ModelCatalog catalog, ModelPages pages, ModelEndpoints endpoints) {
    this.catalog = catalog;
    this.pages = pages;
    this.endpoints = endpoints;
  }

  @GetMapping(ModelsController.PAGE + "/new")
  String create(@RequestParam(required = false) @Nullable String endpoint, Model model) {
    return show(ModelForm.empty(endpoint), null, model);
  }

  @GetMapping(ModelsController.PAGE + "/{id}")
  String edit(@PathVariable String id, Model model) {
    LanguageModel known = catalog.find(id);
    return show(ModelForm.of(known), known, model);
  }

  @PostMapping(ModelsController.PAGE)
  String add(ModelForm form, Model model, ServerWebExchange exchange) {
    SignedIn by = SignedIn.in(exchange);
    try {
      List<Fault> faults = new ArrayList<>();
      ModelDescription described = form.read(faults);
      endpoints.check(form, faults);
      requireNone(faults);
      LanguageModel added =
          endpoints.with(form, by, endpoint -> catalog.add(described, endpoint, form.live(), by));
      return form.live()
          ? ModelsController.toList("added", added, exchange)
          : ModelsController.see(
              ModelsController.PAGE + "/" + added.id().value() + "/test", exchange);
    } catch (ModelRefused refused) {
      return again(refused, form, null, model, exchange);
    } catch (EndpointRefused refused) {
      return again(refused, form, null, model, exchange);
    }
  }

  @PostMapping(ModelsController.PAGE + "/{id}")
  String change(@PathVariable String id, ModelForm form, Model model, ServerWebExchange exchange) {
    SignedIn by = SignedIn.in(exchange);
    LanguageModel known = catalog.find(id);
    try {
      LanguageModel changed = known.editable() ? edit(known, form, by) : weigh(known, form, by);
      return ModelsController.toList("edited", changed, exchange);
    } catch (ModelRefused refused) {
      return again(refused, form, catalog.find(id), model, exchange);
    } catch (EndpointRefused refused) {
      return again(refused, form, known, model, exchange);
    }
  }

  private LanguageModel edit(LanguageModel known, ModelForm form, SignedIn by) {
    List<Fault> faults = new ArrayList<>();
    ModelDescription described = form.read(faults);
    endpoints.check(form, faults);
    requireNone(faults);
    return endpoints.with(
        form, by, endpoint -> catalog.edit(known, form.versionNumber(), described, endpoint, by));
  }

  /** Of what the configuration describes, the weight is all that a form sends. */
  private LanguageModel weigh(LanguageModel known, ModelForm form, SignedIn by) {
    List<Fault> faults = new ArrayList<>();
    double weight = form.read(faults).weight();
    faults.removeIf(fault -> !fault.field().equals("weight"));
    requireNone(faults);
    ModelDescription described = known.described().weighing(weight);
    EndpointId endpoint = known.endpointId();
    return catalog.edit(known, form.versionNumber(), described, endpoint, by);
  }

  private static void requireNone(List<Fault> faults) {
    if (!faults.isEmpty()) {
      throw ModelRefused.invalid(faults);
    }
  }

  /** The same form again, with what is wrong in its place and everything that was typed. */
  private String again(
      ModelRefused refused,
      ModelForm form,
      @Nullable LanguageModel known,
      Model model,
      ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(refused.getStatusCode());
    model.addAttribute("problems", pages.describe(refused.faults(), exchange));
    if (known != null && refused.getStatusCode().equals(HttpStatus.CONFLICT)) {
      ModelDescription typed =
          known.editable()
              ? form.read(new ArrayList<>())
              : known.described().weighing(form.read(new ArrayList<>()).weight());
      model.addAttribute("theirs", ModelChanges.between(typed, known.described()).keySet());
      model.addAttribute("stands", ModelForm.of(known));
      return show(form.on(known.version()), known, model);
    }
    return show(form, known, model);
  }

  /** The new endpoint that the form describes breaks a rule. */
  private String again(
      EndpointRefused refused,
      ModelForm form,
      @Nullable LanguageModel known,
      Model model,
      ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
    String field = refused.field().equals("key") ? "endpointKey" : "endpointUrl";
    model.addAttribute("problems", Map.of(field, pages.words(refused, exchange)));
    return show(form, known, model);
  }

  private String show(ModelForm form, @Nullable LanguageModel known, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("endpoints", pages.choices());
    if (known != null) {
      model.addAttribute("model", known);
      model.addAttribute("locked", !known.editable());
      model.addAttribute("weightLocked", catalog.weightLocked(known));
    } else {
      model.addAttribute("locked", false);
      model.addAttribute("weightLocked", false);
    }
    return "models/form";
  }
}
