package org.tiltyard.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.models.ModelRules.Fault;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.Endpoints;

/** What the pages about models show. */
@Component
class ModelPages {

  private final ModelCatalog catalog;
  private final Endpoints endpoints;
  private final MessageSource messages;

  ModelPages(ModelCatalog catalog, Endpoints endpoints, MessageSource messages) {
    this.catalog = catalog;
    this.endpoints = endpoints;
    this.messages = messages;
  }

  /** Every model, in order. */
  List<ModelRow> rows() {
    List<LanguageModel> all = catalog.all();
    Map<EndpointId, String> names =
        endpoints.findAll().stream().collect(Collectors.toMap(Endpoint::id, Endpoint::name));
    boolean real = all.stream().anyMatch(model -> model.active() && !model.demo());
    long ranked = all.stream().filter(LanguageModel::ranked).count();
    List<ModelRow> rows = new ArrayList<>();
    int rank = 0;
    for (LanguageModel model : all) {
      rank += model.ranked() ? 1 : 0;
      String endpoint = names.getOrDefault(model.endpointId(), "");
      rows.add(ModelRow.of(model, endpoint, real, model.ranked() ? rank : 0, rank == ranked));
    }
    return rows;
  }

  /** The endpoints that a model can be put on, by name. */
  List<Endpoint> choices() {
    return endpoints.findAll().stream()
        .filter(endpoint -> !endpoint.internal())
        .sorted(Comparator.comparing(Endpoint::name, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  /** What is wrong, by field, in words. */
  Map<String, String> describe(List<Fault> faults, ServerWebExchange exchange) {
    Map<String, String> words = new LinkedHashMap<>();
    faults.forEach(fault -> words.putIfAbsent(fault.field(), describe(fault, exchange)));
    return words;
  }

  /** What is wrong, in words. */
  String describe(Fault fault, ServerWebExchange exchange) {
    return messages.getMessage(
        "models.fault." + fault.rule(), fault.limits().toArray(), locale(exchange));
  }

  /** Why something was refused, in words. */
  String words(ErrorResponseException refused, ServerWebExchange exchange) {
    String detail = refused.updateAndGetBody(messages, locale(exchange)).getDetail();
    return detail == null ? "" : detail;
  }

  /** The fields of a form that has several of one name. Waits: not for the event loop. */
  static MultiValueMap<String, String> form(ServerWebExchange exchange) {
    MultiValueMap<String, String> form = exchange.getFormData().block();
    return form == null ? new LinkedMultiValueMap<>() : form;
  }

  static Locale locale(ServerWebExchange exchange) {
    return Optional.ofNullable(exchange.getLocaleContext().getLocale()).orElse(Locale.ENGLISH);
  }
}
