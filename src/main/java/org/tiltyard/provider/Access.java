package org.tiltyard.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a request to an endpoint is sent with, in clear; made for one request and not kept.
 *
 * @param key empty when the server asks for none
 * @param headers further ones, by name
 */
record Access(String key, Map<String, String> headers) {

  static final Access NONE = new Access("", Map.of());

  static Access of(String key) {
    return new Access(key, Map.of());
  }

  /** Everything in it that nobody else may see. */
  List<String> secrets() {
    List<String> secrets = new ArrayList<>(headers.values());
    secrets.add(key);
    return secrets;
  }

  /** Never prints what it holds. */
  @Override
  public String toString() {
    return "Access[…]";
  }
}
