package org.tiltyard.provider;

import org.tiltyard.shared.Identifier;

/** Names an {@link Endpoint}. */
public record EndpointId(String value) implements Identifier {

  /** A new, random identifier. */
  public static EndpointId random() {
    return new EndpointId(Identifier.random());
  }
}
