package org.tiltyard.models;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.models.ModelRules.Fault;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.provider.EndpointDraft;
import org.tiltyard.provider.EndpointEditor;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.EndpointLimits;
import org.tiltyard.provider.Endpoints;

/** The endpoint that a form chooses, or describes along with its model. */
@Component
class ModelEndpoints {

  /** Leaves room for a number within the longest name of an endpoint. */
  private static final int NAME_CHARACTERS = 110;

  private final Endpoints endpoints;
  private final EndpointEditor editor;
  private final TransactionTemplate transaction;

  ModelEndpoints(Endpoints endpoints, EndpointEditor editor, TransactionTemplate transaction) {
    this.endpoints = endpoints;
    this.editor = editor;
    this.transaction = transaction;
  }

  /** Adds what is wrong with the form's choice; a new endpoint is looked at when it is made. */
  void check(ModelForm form, List<Fault> faults) {
    if (form.inlineEndpoint()) {
      if (text(form.endpointUrl()).isEmpty()) {
        faults.add(Fault.of("endpointUrl", "required"));
      }
      return;
    }
    EndpointId id = form.endpointId();
    if (id == null || endpoints.findById(id).filter(one -> !one.internal()).isEmpty()) {
      faults.add(Fault.of("endpoint", "endpoint"));
    }
  }

  /**
   * Does something with the form's endpoint, which is made first where it is new; or does neither.
   *
   * @throws org.tiltyard.provider.EndpointRefused when the new one breaks a rule
   */
  LanguageModel with(ModelForm form, SignedIn by, Function<EndpointId, LanguageModel> use) {
    EndpointId chosen = form.endpointId();
    return transaction.execute(status -> use.apply(chosen == null ? make(form, by) : chosen));
  }

  /** The one with this address and key, if there is one, and otherwise a new one. */
  private EndpointId make(ModelForm form, SignedIn by) {
    String url = text(form.endpointUrl());
    String key = text(form.endpointKey());
    for (int number = 1; ; number++) {
      String name = nameFor(url, number);
      Endpoint known = endpoints.findByName(name).orElse(null);
      if (known == null) {
        return make(name, url, key, by).id();
      }
      if (known.baseUrl().equals(url) && editor.hasKey(known, key)) {
        return known.id();
      }
    }
  }

  private static String nameFor(String url, int number) {
    String name = url.substring(0, Math.min(url.length(), NAME_CHARACTERS));
    return number == 1 ? name : name + " #" + number;
  }

  /** A new endpoint. */
  Endpoint make(String name, String url, String key, SignedIn by) {
    return editor.create(new EndpointDraft(name, url, EndpointLimits.NONE), key, by);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
