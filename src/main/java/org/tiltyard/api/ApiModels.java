package org.tiltyard.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What competes and has competed, as researchers see it: nothing of endpoints or prompts of the
 * system.
 */
@Component
class ApiModels {

  static final List<String> STATES = List.of("active", "paused", "retired");

  private static final String LIST = "models";
  private static final String SELECT =
      "select id, name, organisation, license, link, description, state, demo, images,"
          + " context_length, price_in, price_out, created_at from language_model";

  /**
   * A model.
   *
   * @param state active, paused (not drawn for now) or retired
   * @param demo one of the arena's own small programs
   * @param priceIn US dollars for a million tokens of prompts
   */
  record ModelJson(
      String id,
      String name,
      @Nullable String organisation,
      @Nullable String license,
      @Nullable String link,
      @Nullable String description,
      String state,
      boolean demo,
      boolean images,
      @Nullable Integer contextLength,
      @Nullable Double priceIn,
      @Nullable Double priceOut,
      Instant createdAt) {}

  private final JdbcClient database;

  ApiModels(JdbcClient database) {
    this.database = database;
  }

  /** By name, a page at a time. */
  Page<ModelJson> list(Parameters parameters) {
    Where where = new Where();
    parameters.word("state", STATES).ifPresent(state -> where.and("state = ?", state));
    parameters.cursor(LIST, 1).ifPresent(cursor -> where.and("name > ?", cursor.last()));
    List<ModelJson> rows =
        database
            .sql(SELECT + where.sql() + " order by name limit " + (parameters.limit() + 1))
            .params(where.values())
            .query(ApiModels::read)
            .list();
    return Page.of(rows, parameters, model -> Cursor.of(LIST, model.name()));
  }

  Optional<ModelJson> find(String id) {
    return database.sql(SELECT + " where id = ?").param(id).query(ApiModels::read).optional();
  }

  private static ModelJson read(ResultSet row, int number) throws SQLException {
    return new ModelJson(
        row.getString("id"),
        row.getString("name"),
        row.getString("organisation"),
        row.getString("license"),
        row.getString("link"),
        row.getString("description"),
        row.getString("state"),
        row.getBoolean("demo"),
        row.getBoolean("images"),
        row.getObject("context_length", Integer.class),
        row.getObject("price_in", Double.class),
        row.getObject("price_out", Double.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
