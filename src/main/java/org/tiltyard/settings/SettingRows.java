package org.tiltyard.settings;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings that were changed in the browser, in the database. */
@Component
class SettingRows {

  private final JdbcClient database;
  private final JsonMapper json;

  SettingRows(JdbcClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** Counts up with every change, on any node. */
  long revision() {
    return database
        .sql("select revision from setting_revision where id = 1")
        .query(Long.class)
        .single();
  }

  /** Every stored value by key. */
  Map<String, JsonNode> all() {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    database
        .sql("select name, content from setting order by name")
        .query(row -> {
          values.put(row.getString(1), json.readTree(row.getString(2)));
        });
    return values;
  }

  /** Locks out other changes until the transaction ends. */
  void countUp() {
    database.sql("update setting_revision set revision = revision + 1 where id = 1").update();
  }

  void put(String key, JsonNode value, String by, Instant now) {
    remove(key);
    database
        .sql("insert into setting (name, content, changed_by, changed_at) values (?, ?, ?, ?)")
        .params(key, json.writeValueAsString(value), by, Time.forDatabase(now))
        .update();
  }

  void remove(String key) {
    database.sql("delete from setting where name = ?").param(key).update();
  }
}
