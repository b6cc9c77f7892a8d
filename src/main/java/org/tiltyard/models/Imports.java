package org.tiltyard.models;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.models.Imported.Entry;
import org.tiltyard.models.Imported.Server;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.Endpoints;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;
import org.tiltyard.shared.Vault;

/**
 * Files that admins have uploaded and not yet applied. They may hold keys, so they are sealed, and
 * gone after an hour.
 */
@Component
class Imports {

  static final int LARGEST = 1024 * 1024;
  private static final Duration KEPT = Duration.ofHours(1);

  private final JdbcClient database;
  private final Vault vault;
  private final Time time;
  private final ModelCatalog catalog;
  private final Endpoints endpoints;
  private final ModelEndpoints servers;

  Imports(
      JdbcClient database,
      Vault vault,
      Time time,
      ModelCatalog catalog,
      Endpoints endpoints,
      ModelEndpoints servers) {
    this.database = database;
    this.vault = vault;
    this.time = time;
    this.catalog = catalog;
    this.endpoints = endpoints;
    this.servers = servers;
  }

  /**
   * Keeps a file until it is applied; returns its id.
   *
   * @throws ImportRefused when it can't be read
   */
  @Transactional(rollbackFor = ImportRefused.class)
  public String keep(byte[] file, SignedIn by) throws ImportRefused {
    CatalogFile.read(file);
    database
        .sql("delete from model_import where created_at < ?")
        .param(Time.forDatabase(time.now().minus(KEPT)))
        .update();
    String id = Identifier.random();
    database
        .sql("insert into model_import (id, account_id, content, created_at) values (?, ?, ?, ?)")
        .params(
            id,
            by.id().value(),
            vault.seal(new String(file, StandardCharsets.UTF_8), place(id)),
            Time.forDatabase(time.now()))
        .update();
    return id;
  }

  private static String place(String id) {
    return "model-import/" + id;
  }

  /** What the file holds; empty when it is gone, or somebody else's. */
  Optional<Imported> find(String id, SignedIn by) {
    return database
        .sql("select content from model_import where id = ? and account_id = ? and created_at > ?")
        .params(id, by.id().value(), Time.forDatabase(time.now().minus(KEPT)))
        .query((row, number) -> row.getString(1))
        .optional()
        .flatMap(sealed -> open(id, sealed));
  }

  private Optional<Imported> open(String id, String sealed) {
    try {
      byte[] file = vault.open(sealed, place(id)).getBytes(StandardCharsets.UTF_8);
      return Optional.of(CatalogFile.read(file));
    } catch (Vault.Unreadable | ImportRefused gone) {
      return Optional.empty();
    }
  }

  /** What applying it would do now. */
  ImportPlan plan(Imported file) {
    return ImportPlan.of(file, endpoints.findAll(), catalog.all());
  }

  /**
   * Does what the plan says, all or nothing, and forgets the file.
   *
   * @param live whether models that the file gives no state are drawn from now on
   */
  @Transactional
  public void apply(String id, Imported file, boolean live, SignedIn by) {
    ImportPlan plan = plan(file);
    Set<String> added = plan.names(ImportPlan.ADD);
    Set<String> changed = plan.names(ImportPlan.CHANGE);
    Map<String, EndpointId> at = new HashMap<>();
    for (ImportPlan.Step step : plan.endpoints()) {
      if (!step.what().equals(ImportPlan.SKIP)) {
        file.endpoints().stream()
            .filter(server -> server.name().equals(step.name()))
            .forEach(server -> at.put(server.name(), endpoint(server, by)));
      }
    }
    for (Entry entry : file.models()) {
      EndpointId endpoint = at.get(entry.endpoint());
      if (endpoint != null && added.contains(entry.described().name())) {
        catalog.enter(entry, endpoint, live, by);
      } else if (endpoint != null && changed.contains(entry.described().name())) {
        catalog.reenter(entry, endpoint, by);
      }
    }
    database.sql("delete from model_import where id = ?").param(id).update();
  }

  private EndpointId endpoint(Server server, SignedIn by) {
    return endpoints
        .findByName(server.name())
        .orElseGet(() -> servers.make(server.name(), server.baseUrl(), server.key(), by))
        .id();
  }
}
