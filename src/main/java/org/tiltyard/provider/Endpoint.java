package org.tiltyard.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A server of OpenAI-compatible chat completions. Its key and headers are no part of it: they are
 * read where a request is made, and nowhere else.
 *
 * @param kind {@code configured} (in the configuration), {@code managed} (in the browser), {@code
 *     built-in}, or {@code none} (of models that are only known from data)
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
    @Embedded(onEmpty = Embedded.OnEmpty.USE_EMPTY) EndpointLimits limits,
    Instant createdAt) {

  private static final String CONFIGURED = "configured";
  private static final String MANAGED = "managed";
  private static final String BUILT_IN = "built-in";
  private static final String NONE = "none";

  /** A new endpoint from the configuration. */
  public static Endpoint configured(String name, String baseUrl, Instant now) {
    return of(name, CONFIGURED, baseUrl, EndpointLimits.NONE, now);
  }

  /** A new endpoint that this application serves itself, see {@link BuiltInEndpoint}. */
  public static Endpoint builtIn(String name, Instant now) {
    return of(name, BUILT_IN, "", EndpointLimits.NONE, now);
  }

  /** The place of models that nothing serves. */
  public static Endpoint none(String name, Instant now) {
    return of(name, NONE, "", EndpointLimits.NONE, now);
  }

  /** A new endpoint that an admin made in the browser. */
  static Endpoint managed(String name, String baseUrl, EndpointLimits limits, Instant now) {
    return of(name, MANAGED, baseUrl, limits, now);
  }

  private static Endpoint of(
      String name, String kind, String baseUrl, EndpointLimits limits, Instant now) {
    return new Endpoint(EndpointId.random(), null, name, kind, baseUrl, limits, now);
  }

  /** Whether this application serves it itself. */
  public boolean builtIn() {
    return kind.equals(BUILT_IN);
  }

  /** Whether it is no server that admins could look after: built in, or none at all. */
  public boolean internal() {
    return builtIn() || kind.equals(NONE);
  }

  /** Whether it came from the configuration, so that the browser can't change it. */
  public boolean configured() {
    return kind.equals(CONFIGURED);
  }

  /** Whether admins made it in the browser, and may change it there. */
  public boolean managed() {
    return kind.equals(MANAGED);
  }

  /** The same endpoint as an admin wants it now. */
  Endpoint changed(String newName, String newBaseUrl, EndpointLimits newLimits) {
    return new Endpoint(id, version, newName, kind, newBaseUrl, newLimits, createdAt);
  }
}
