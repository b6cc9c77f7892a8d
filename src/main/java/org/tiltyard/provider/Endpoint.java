package org.tiltyard.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A server of OpenAI-compatible chat completions. Its key is no part of it: see {@link
 * EndpointKeys}.
 *
 * @param kind {@code configured} or {@code built-in}
 * @param baseUrl up to and including the version, such as {@code http://localhost:8000/v1}; ignored
 *     for a built-in endpoint, whose address is only known while the application runs
 */
@Table
public record Endpoint(
    @Id EndpointId id,
    @Version @Nullable Integer version,
    String name,
    String kind,
    String baseUrl,
    Instant createdAt) {

  private static final String CONFIGURED = "configured";
  private static final String BUILT_IN = "built-in";

  /** A new endpoint at an address that an administrator gave. */
  public static Endpoint configured(String name, String baseUrl, Instant now) {
    return new Endpoint(EndpointId.random(), null, name, CONFIGURED, baseUrl, now);
  }

  /** A new endpoint that this application serves itself, see {@link BuiltInEndpoint}. */
  public static Endpoint builtIn(String name, Instant now) {
    return new Endpoint(EndpointId.random(), null, name, BUILT_IN, "", now);
  }

  /** Whether this application serves it itself. */
  public boolean builtIn() {
    return kind.equals(BUILT_IN);
  }
}
