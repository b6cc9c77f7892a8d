package org.tiltyard.provider;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The keys of the endpoints in the configuration, in memory only: whoever reads the configuration
 * fills it at start. Nothing here is ever logged or stored.
 */
@Component
public class EndpointKeys {

  private final Map<EndpointId, String> keys = new ConcurrentHashMap<>();

  /**
   * Uses this key for the endpoint from now on; a blank one means that it asks for none. Either way
   * the endpoint counts as one that the configuration holds.
   */
  public void put(EndpointId endpoint, String key) {
    keys.put(endpoint, key.strip());
  }

  /** The endpoint's key; empty when it needs none. */
  public Optional<String> keyFor(EndpointId endpoint) {
    return Optional.ofNullable(keys.get(endpoint)).filter(key -> !key.isEmpty());
  }

  /** Whether the configuration holds the endpoint now. */
  boolean configures(EndpointId endpoint) {
    return keys.containsKey(endpoint);
  }
}
