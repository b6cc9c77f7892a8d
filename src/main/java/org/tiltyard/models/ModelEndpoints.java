package org.tiltyard.models;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.models.ModelRules.Fault;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.EndpointKeys;
import org.tiltyard.provider.Endpoints;
import org.tiltyard.shared.Time;

/** The endpoint that a form chooses, or describes along with its model. */
@Component
class ModelEndpoints {

  private static final int ADDRESS_CHARACTERS = 2000;

  private final Endpoints endpoints;
  private final EndpointKeys keys;
  private final AuditLog audit;
  private final TransactionTemplate transaction;
  private final Time time;

  ModelEndpoints(
      Endpoints endpoints,
      EndpointKeys keys,
      AuditLog audit,
      TransactionTemplate transaction,
      Time time) {
    this.endpoints = endpoints;
    this.keys = keys;
    this.audit = audit;
    this.transaction = transaction;
    this.time = time;
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

  /** The endpoint with this address and key, a new one where there is none yet. */
  Endpoint at(String url, String key, SignedIn by) {
    for (int number = 1; ; number++) {
      String name = number == 1 ? url : url + " #" + number;
      Endpoint known = endpoints.findByName(name).orElse(null);
      if (known == null) {
        return make(name, url, key, by);
      }
      if (known.baseUrl().equals(url) && keys.keyFor(known.id()).orElse("").equals(key)) {
        return known;
      }
    }
  }

  private Endpoint make(String name, String url, String key, SignedIn by) {
    Endpoint endpoint = endpoints.save(Endpoint.configured(name, url, time.now()));
    keys.put(endpoint.id(), key);
    audit.record(
        by, "endpoint.added", "endpoint", endpoint.id().value(), name, Map.of("address", url));
    return endpoint;
  }
}
