package org.tiltyard.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.shared.Time;
import org.tiltyard.shared.Vault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that admins do to endpoints. Each change is noted; no note holds a secret. */
@Component
public class EndpointEditor {

  private static final int LONGEST_SECRET = 4000;
  private static final Pattern SENDABLE = Pattern.compile("[\\x20-\\x7E]+");
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "transfer-encoding",
          "connection",
          "accept",
          "accept-encoding",
          "expect",
          "upgrade",
          "te",
          "trailer");

  private final Endpoints endpoints;
  private final EndpointSecrets secrets;
  private final EndpointKeys configured;
  private final ObjectProvider<ServedModels> models;
  private final OutboundHttp outbound;
  private final AuditLog audit;
  private final JsonMapper json;
  private final Time time;

  EndpointEditor(
      Endpoints endpoints,
      EndpointSecrets secrets,
      EndpointKeys configured,
      ObjectProvider<ServedModels> models,
      OutboundHttp outbound,
      AuditLog audit,
      JsonMapper json,
      Time time) {
    this.endpoints = endpoints;
    this.secrets = secrets;
    this.configured = configured;
    this.models = models;
    this.outbound = outbound;
    this.audit = audit;
    this.json = json;
    this.time = time;
  }

  /**
   * Makes an endpoint.
   *
   * @param key empty when the server asks for none
   * @throws EndpointRefused when something about it is not allowed
   */
  @Transactional
  public Endpoint create(EndpointDraft draft, String key, SignedIn by) {
    draft.check(outbound);
    String tidyKey = key.strip();
    if (!tidyKey.isEmpty()) {
      requireSendable("key", tidyKey);
    }
    requireFree(draft.name());
    Endpoint made =
        endpoints.save(Endpoint.managed(draft.name(), draft.baseUrl(), draft.limits(), time.now()));
    if (!tidyKey.isEmpty()) {
      secrets.setKey(made.id(), tidyKey);
    }
    note(
        by, "endpoint.created", made, Map.of("baseUrl", made.baseUrl(), "key", !tidyKey.isEmpty()));
    return made;
  }

  /**
   * Changes an endpoint that was made in the browser.
   *
   * @param version the one that the admin has seen
   * @throws EndpointRefused when something is not allowed, or somebody else was faster
   */
  @Transactional
  public Endpoint change(Endpoint old, int version, EndpointDraft draft, SignedIn by) {
    requireManaged(old);
    draft.check(outbound);
    if (!Objects.equals(old.version(), version)) {
      throw EndpointRefused.changed();
    }
    if (!old.name().equals(draft.name())) {
      requireFree(draft.name());
    }
    Endpoint changed = old.changed(draft.name(), draft.baseUrl(), draft.limits());
    if (changed.equals(old)) {
      return old;
    }
    try {
      // Keys belong to the server they were given for: a new address must not receive the old key.
      if (!sameServer(old.baseUrl(), changed.baseUrl())) {
        dropSecrets(old.id());
      }
      Endpoint saved = endpoints.save(changed);
      note(by, "endpoint.changed", saved, difference(old, saved));
      return saved;
    } catch (OptimisticLockingFailureException e) {
      throw EndpointRefused.changed();
    }
  }

  /** Whether both addresses lead to the same scheme, host and port. */
  static boolean sameServer(String one, String other) {
    var a = okhttp3.HttpUrl.parse(one);
    var b = okhttp3.HttpUrl.parse(other);
    return a != null
        && b != null
        && a.scheme().equals(b.scheme())
        && a.host().equals(b.host())
        && a.port() == b.port();
  }

  private void dropSecrets(EndpointId endpoint) {
    for (EndpointSecrets.Stored secret : secrets.storedFor(endpoint)) {
      if (secret.isKey()) {
        secrets.removeKey(endpoint);
      } else {
        secrets.removeHeader(endpoint, secret.name());
      }
    }
  }

  private Map<String, Object> difference(Endpoint old, Endpoint saved) {
    JsonNode before = json.valueToTree(new EndpointDraft(old.name(), old.baseUrl(), old.limits()));
    JsonNode after =
        json.valueToTree(new EndpointDraft(saved.name(), saved.baseUrl(), saved.limits()));
    Map<String, Object> difference = new LinkedHashMap<>();
    compare(before, after, difference);
    return difference;
  }

  private static void compare(JsonNode before, JsonNode after, Map<String, Object> difference) {
    Set<String> names = new TreeSet<>(after.propertyNames());
    for (String name : names) {
      JsonNode from = before.path(name);
      JsonNode to = after.path(name);
      if (to.isObject()) {
        compare(from, to, difference);
      } else if (!from.equals(to)) {
        difference.put(name, Map.of("from", from.asString(""), "to", to.asString("")));
      }
    }
  }

  /** Whether this is the endpoint's key; an empty one means that it has none. */
  public boolean hasKey(Endpoint endpoint, String key) {
    try {
      byte[] stored = secrets.accessTo(endpoint).key().getBytes(StandardCharsets.UTF_8);
      return MessageDigest.isEqual(stored, key.strip().getBytes(StandardCharsets.UTF_8));
    } catch (Vault.Unreadable e) {
      return false;
    }
  }

  /** Stores a new key in place of any old one. */
  @Transactional
  public void setKey(Endpoint endpoint, String key, SignedIn by) {
    requireManaged(endpoint);
    String tidy = key.strip();
    requireSendable("key", tidy);
    secrets.setKey(endpoint.id(), tidy);
    note(by, "endpoint.key-set", endpoint, Map.of());
  }

  /** Forgets the key. */
  @Transactional
  public void removeKey(Endpoint endpoint, SignedIn by) {
    requireManaged(endpoint);
    secrets.removeKey(endpoint.id());
    note(by, "endpoint.key-removed", endpoint, Map.of());
  }

  /** Sends a further header with every request; its value is kept as secret as a key. */
  @Transactional
  public void setHeader(Endpoint endpoint, String name, String value, SignedIn by) {
    requireManaged(endpoint);
    String tidyName = name.strip();
    String tidyValue = value.strip();
    if (!HEADER_NAME.matcher(tidyName).matches()
        || OWN_HEADERS.contains(tidyName.toLowerCase(java.util.Locale.ROOT))) {
      throw EndpointRefused.field("headerName", "headerName");
    }
    requireSendable("headerValue", tidyValue);
    secrets.setHeader(endpoint.id(), tidyName, tidyValue);
    note(by, "endpoint.header-set", endpoint, Map.of("header", tidyName));
  }

  /** Sends the header no longer. */
  @Transactional
  public void removeHeader(Endpoint endpoint, String name, SignedIn by) {
    requireManaged(endpoint);
    secrets.removeHeader(endpoint.id(), name);
    note(by, "endpoint.header-removed", endpoint, Map.of("header", name));
  }

  /**
   * Deletes an endpoint and its key.
   *
   * @throws EndpointRefused when a model is served by it, or the configuration holds it
   */
  @Transactional
  public void delete(Endpoint endpoint, SignedIn by) {
    if (endpoint.internal() || configured.configures(endpoint.id())) {
      throw EndpointRefused.locked();
    }
    ServedModels known = models.getIfAvailable();
    List<String> names = known == null ? List.of() : known.namesAt(endpoint.id());
    if (!names.isEmpty()) {
      throw EndpointRefused.inUse(String.join(", ", names));
    }
    try {
      endpoints.delete(endpoint);
    } catch (DataIntegrityViolationException e) {
      throw EndpointRefused.inUse("");
    } catch (OptimisticLockingFailureException e) {
      throw EndpointRefused.changed();
    }
    note(by, "endpoint.deleted", endpoint, Map.of("baseUrl", endpoint.baseUrl()));
  }

  private void requireFree(String name) {
    if (endpoints.findByName(name).isPresent()) {
      throw EndpointRefused.taken(name);
    }
  }

  private static void requireManaged(Endpoint endpoint) {
    if (!endpoint.managed()) {
      throw EndpointRefused.locked();
    }
  }

  private static void requireSendable(String field, String secret) {
    if (secret.length() > LONGEST_SECRET || !SENDABLE.matcher(secret).matches()) {
      throw EndpointRefused.field(field, "secret", LONGEST_SECRET);
    }
  }

  private void note(SignedIn by, String action, Endpoint endpoint, Map<String, ?> detail) {
    audit.record(by, action, "endpoint", endpoint.id().value(), endpoint.name(), detail);
  }
}
