package org.tiltyard.models;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.models.ModelSettings.ConfiguredModel;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.EndpointKeys;
import org.tiltyard.provider.Endpoints;
import org.tiltyard.shared.Time;

/** Brings the registry in line with {@code tiltyard.models} before the first request is served. */
@Component
class ConfiguredModels implements InitializingBean {

  private static final Logger log = LoggerFactory.getLogger(ConfiguredModels.class);

  /** Models that share an address and a key share an endpoint. */
  private record Access(String baseUrl, String key) {}

  private final ModelSettings settings;
  private final ModelRegistry registry;
  private final Endpoints endpoints;
  private final EndpointKeys keys;
  private final TransactionTemplate transaction;
  private final Time time;

  ConfiguredModels(
      ModelSettings settings,
      ModelRegistry registry,
      Endpoints endpoints,
      EndpointKeys keys,
      TransactionTemplate transaction,
      Time time) {
    this.settings = settings;
    this.registry = registry;
    this.endpoints = endpoints;
    this.keys = keys;
    this.transaction = transaction;
    this.time = time;
  }

  @Override
  public void afterPropertiesSet() {
    transaction.executeWithoutResult(status -> load());
  }

  private void load() {
    Map<Access, EndpointId> known = new HashMap<>();
    Map<String, Integer> accessesOfAddress = new HashMap<>();
    for (ConfiguredModel model : settings.models()) {
      EndpointId endpoint =
          known.computeIfAbsent(
              new Access(model.baseUrl(), model.keyOrNone()),
              access -> endpoint(access, accessesOfAddress.merge(access.baseUrl, 1, Integer::sum)));
      registry.putConfigured(model.describe(), endpoint, model.weight() != null);
    }
    registry.retireConfiguredBut(settings.models().stream().map(ConfiguredModel::name).toList());
    if (!settings.models().isEmpty()) {
      log.info("{} models from the settings take part", settings.models().size());
    }
  }

  private EndpointId endpoint(Access access, int number) {
    String name = number == 1 ? access.baseUrl : access.baseUrl + " #" + number;
    Endpoint endpoint =
        endpoints
            .findByName(name)
            .orElseGet(() -> endpoints.save(Endpoint.configured(name, access.baseUrl, time.now())));
    keys.put(endpoint.id(), access.key);
    return endpoint.id();
  }
}
