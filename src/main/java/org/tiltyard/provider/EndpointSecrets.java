package org.tiltyard.provider;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.shared.Time;
import org.tiltyard.shared.Vault;
import org.tiltyard.shared.VaultContents;

/**
 * The keys and headers that admins typed in, sealed. They go in here and come out only as {@link
 * Access}, for a request; what pages learn is that there is one, and since when.
 */
@Component
class EndpointSecrets implements VaultContents {

  private static final String KEY = "key";
  private static final String HEADER = "header";

  /**
   * That there is a secret, and no more.
   *
   * @param name the header's; empty for the key
   * @param readable whether this process has the secret key that opens it
   */
  record Stored(String kind, String name, Instant setAt, boolean readable) {

    boolean isKey() {
      return kind.equals(KEY);
    }
  }

  private record Row(EndpointId endpoint, String kind, String name, String sealed, Instant setAt) {

    /** Ties the secret to its place: copied to another endpoint, it does not open. */
    String place() {
      return "endpoint/" + endpoint.value() + "/" + kind + "/" + name;
    }
  }

  private final JdbcClient database;
  private final EndpointKeys configured;
  private final Vault vault;
  private final Time time;

  EndpointSecrets(JdbcClient database, EndpointKeys configured, Vault vault, Time time) {
    this.database = database;
    this.configured = configured;
    this.vault = vault;
    this.time = time;
  }

  /**
   * What requests to the endpoint are sent with.
   *
   * @throws Vault.Unreadable when this process can't open what is stored
   */
  Access accessTo(Endpoint endpoint) {
    if (!endpoint.managed()) {
      return Access.of(configured.keyFor(endpoint.id()).orElse(""));
    }
    String key = "";
    Map<String, String> headers = new LinkedHashMap<>();
    for (Row row : rows(endpoint.id())) {
      String secret = vault.open(row.sealed, row.place());
      if (row.kind.equals(KEY)) {
        key = secret;
      } else {
        headers.put(row.name, secret);
      }
    }
    return new Access(key, headers);
  }

  /** Which secrets are stored, the key first. */
  List<Stored> storedFor(EndpointId endpoint) {
    return rows(endpoint).stream()
        .sorted((a, b) ->
            b.kind.compareTo(a.kind) == 0 ? a.name.compareTo(b.name) : b.kind.compareTo(a.kind))
        .map(row -> new Stored(row.kind, row.name, row.setAt, opens(row)))
        .toList();
  }

  private boolean opens(Row row) {
    try {
      vault.open(row.sealed, row.place());
      return true;
    } catch (Vault.Unreadable e) {
      return false;
    }
  }

  void setKey(EndpointId endpoint, String key) {
    set(endpoint, KEY, "", key);
  }

  void removeKey(EndpointId endpoint) {
    remove(endpoint, KEY, "");
  }

  void setHeader(EndpointId endpoint, String name, String value) {
    set(endpoint, HEADER, name, value);
  }

  void removeHeader(EndpointId endpoint, String name) {
    remove(endpoint, HEADER, name);
  }

  private void set(EndpointId endpoint, String kind, String name, String secret) {
    Row row = new Row(endpoint, kind, name, "", time.now());
    remove(endpoint, kind, name);
    database
        .sql(
            "insert into endpoint_secret (endpoint_id, kind, name, sealed, set_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            endpoint.value(),
            kind,
            name,
            vault.seal(secret, row.place()),
            Time.forDatabase(row.setAt))
        .update();
  }

  private void remove(EndpointId endpoint, String kind, String name) {
    database
        .sql("delete from endpoint_secret where endpoint_id = ? and kind = ? and name = ?")
        .params(endpoint.value(), kind, name)
        .update();
  }

  private List<Row> rows(EndpointId endpoint) {
    return database
        .sql("select * from endpoint_secret where endpoint_id = ?")
        .param(endpoint.value())
        .query((row, number) -> row(row))
        .list();
  }

  private List<Row> outdatedRows() {
    return database.sql("select * from endpoint_secret").query((row, number) -> row(row)).stream()
        .filter(row -> !vault.isCurrent(row.sealed))
        .toList();
  }

  private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Row(
        new EndpointId(row.getString("endpoint_id")),
        row.getString("kind"),
        row.getString("name"),
        row.getString("sealed"),
        row.getObject("set_at", OffsetDateTime.class).toInstant());
  }

  @Override
  public int outdated() {
    return outdatedRows().size();
  }

  @Override
  @Transactional
  public int reseal() {
    List<Row> outdated = outdatedRows();
    for (Row row : outdated) {
      database
          .sql(
              "update endpoint_secret set sealed = ?"
                  + " where endpoint_id = ? and kind = ? and name = ? and sealed = ?")
          .params(
              vault.reseal(row.sealed, row.place()),
              row.endpoint.value(),
              row.kind,
              row.name,
              row.sealed)
          .update();
    }
    return outdated.size();
  }
}
