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
import org.tiltyard.provider.EndpointRefused;
import org.tiltyard.provider.Endpoints;

/** The endpoint that a form chooses, or describes along with its model. */
@Component
class ModelEndpoints {

  private static final int ADDRESS_CHARACTERS = 2000;

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

  /** Adds what is wrong with the form's choice. */
  void check(ModelForm form, List<Fault> faults) {
    if (form.inlineEndpoint()) {
      checkAddress(form.endpointUrl(), faults);
      return;
    }
    EndpointId id = form.endpointId();
    if (id == null || endpoints.findById(id).filter(one -> !one.builtIn()).isEmpty()) {
      faults.add(Fault.of("endpoint", "endpoint"));
    }
  }

  private static void checkAddress(@Nullable String address, List<Fault> faults) {
    String url = address == null ? "" : address.strip();
    if (url.isEmpty()) {
      faults.add(Fault.of("endpointUrl", "required"));
    } else if (!url.matches("https?://\\S+")) {
      faults.add(Fault.of("endpointUrl", "address"));
    } else if (url.length() > ADDRESS_CHARACTERS) {
      faults.add(Fault.of("endpointUrl", "long", url.length(), ADDRESS_CHARACTERS));
    }
  }

  /**
   * Does something with the form's endpoint, which is made first where it is new; or does neither.
   */
  LanguageModel with(ModelForm form, SignedIn by, Function<EndpointId, LanguageModel> use) {
    EndpointId chosen = form.endpointId();
    return transaction.execute(status -> use.apply(chosen == null ? make(form, by) : chosen));
  }

  private EndpointId make(ModelForm form, SignedIn by) {
    String url = form.endpointUrl() == null ? "" : form.endpointUrl().strip();
    String key = form.endpointKey() == null ? "" : form.endpointKey().strip();
    return at(url, key, by).id();
  }

  /**
   * The endpoint with this address and key, a new one where there is none yet.
   *
   * @throws ModelRefused when the address or the key can't be used
   */
  Endpoint at(String url, String key, SignedIn by) {
    for (int number = 1; ; number++) {
      String name = nameFor(url, number);
      Endpoint known = endpoints.findByName(name).orElse(null);
      if (known == null) {
        return make(name, url, key, by);
      }
      if (known.baseUrl().equals(url) && editor.hasKey(known, key)) {
        return known;
      }
    }
  }

  private static String nameFor(String url, int number) {
    String name = url.length() > NAME_CHARACTERS ? url.substring(0, NAME_CHARACTERS) : url;
    return number == 1 ? name : name + " #" + number;
  }

  private Endpoint make(String name, String url, String key, SignedIn by) {
    try {
      return editor.create(new EndpointDraft(name, url, EndpointLimits.NONE), key, by);
    } catch (EndpointRefused refused) {
      throw ModelRefused.invalid(List.of(Fault.of("endpointUrl", "address")));
    }
  }
}
