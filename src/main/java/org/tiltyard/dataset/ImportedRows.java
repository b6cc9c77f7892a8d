package org.tiltyard.dataset;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.models.ModelId;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.DatasetFiles;
import org.tiltyard.schema.Row;
import org.tiltyard.schema.Rows;
import org.tiltyard.schema.Schema;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Sha256;
import org.tiltyard.vote.VotesChanged;

/** The rows that came with files. A row is known by its schema and key; it never changes. */
@Component
public class ImportedRows {

  /** The longest key of a row, name of a judge and name of a language, in characters. */
  public static final int LONGEST_KEY = 400;

  public static final int LONGEST_JUDGE = 400;
  public static final int LONGEST_LANGUAGE = 100;

  private static final int ID_DIGITS = 32;

  /** What became of a row. */
  public enum Outcome {
    /** New, and stored. */
    ADDED,
    /** Stored before with the same content. */
    UNCHANGED,
    /** A battle of this arena, which has its own copy or was withdrawn; not stored. */
    OWN,
    /** Stored before with other content, which stays as it is. */
    CONFLICT
  }

  /** A row on its way in. */
  private record Arrival(
      String id, Row row, String content, String hash, @Nullable Conversation conversation) {

    static Arrival of(Row row) {
      String content = DatasetFiles.json(row);
      return new Arrival(
          ImportedRows.id(row.schema(), row.key()),
          row,
          content,
          Sha256.hex(content),
          Rows.conversation(row).orElse(null));
    }
  }

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final ModelRegistry models;
  private final ApplicationEventPublisher events;

  ImportedRows(
      JdbcClient database,
      JdbcTemplate batches,
      ModelRegistry models,
      ApplicationEventPublisher events) {
    this.events = events;
    this.database = database;
    this.batches = batches;
    this.models = models;
  }

  /** What a row is stored under: the same in every arena. */
  static String id(Schema schema, String key) {
    return Sha256.hex(schema.key() + "\n" + key).substring(0, ID_DIGITS);
  }

  /**
   * Stores rows that are new, with their models.
   *
   * @param importId an id of {@code dataset_import}
   * @param rows some hundred; keys and names no longer than what fits
   * @param store false to find out only what would become of them
   * @return what became of each, in the same order
   * @throws org.springframework.dao.DuplicateKeyException when another import stores one of them at
   *     this moment; nothing is stored then
   */
  @Transactional
  public List<Outcome> add(String importId, List<Row> rows, boolean store) {
    List<Arrival> arrivals = rows.stream().map(Arrival::of).toList();
    Map<String, String> known = hashes(arrivals.stream().map(Arrival::id).toList());
    Set<String> own = own(rows);
    List<Outcome> outcomes = new ArrayList<>();
    List<Arrival> added = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      String before = known.putIfAbsent(arrival.id, arrival.hash);
      if (own.contains(arrival.row.key())) {
        outcomes.add(Outcome.OWN);
      } else if (before == null) {
        outcomes.add(Outcome.ADDED);
        added.add(arrival);
      } else {
        outcomes.add(before.equals(arrival.hash) ? Outcome.UNCHANGED : Outcome.CONFLICT);
      }
    }
    if (store && !added.isEmpty()) {
      insert(importId, added);
      events.publishEvent(new VotesChanged(added.stream().map(Arrival::id).toList()));
    }
    return outcomes;
  }

  private Map<String, String> hashes(Collection<String> ids) {
    Map<String, String> hashes = new HashMap<>();
    database
        .sql("select id, content_hash from imported_conversation where id in (:ids)")
        .param("ids", ids)
        .query(row -> {
          hashes.put(row.getString(1), row.getString(2));
        });
    return hashes;
  }

  /** Keys of rows that are battles of this arena; who withdrew theirs must not find them here. */
  private Set<String> own(List<Row> rows) {
    Set<String> keys = new HashSet<>();
    rows.stream().map(Row::key).filter(Identifier::isWellFormed).forEach(keys::add);
    if (keys.isEmpty()) {
      return keys;
    }
    return new HashSet<>(
        database
            .sql("select id from battle where id in (:keys)")
            .param("keys", keys)
            .query(String.class)
            .list());
  }

  private void insert(String importId, List<Arrival> arrivals) {
    Set<String> names = new LinkedHashSet<>();
    for (Arrival arrival : arrivals) {
      if (arrival.conversation != null) {
        names.add(arrival.conversation.modelA());
        names.add(arrival.conversation.modelB());
      }
    }
    Map<String, ModelId> ids = models.enterImported(names);
    batches.batchUpdate(
        "insert into imported_conversation (id, import_id, schema_key, question_id, place,"
            + " content_hash, content, tstamp, model_a, model_b, winner, judge, turn, anony,"
            + " language) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arrivals,
        arrivals.size(),
        (statement, arrival) -> set(statement, importId, arrival, ids));
  }

  private static void set(
      PreparedStatement statement, String importId, Arrival arrival, Map<String, ModelId> models)
      throws SQLException {
    @Nullable Conversation conversation = arrival.conversation;
    double tstamp = conversation == null ? 0 : conversation.tstamp();
    statement.setString(1, arrival.id);
    statement.setString(2, importId);
    statement.setString(3, arrival.row.schema().key());
    statement.setString(4, arrival.row.key());
    statement.setString(5, Place.of(tstamp, arrival.row.key()));
    statement.setString(6, arrival.hash);
    statement.setString(7, arrival.content);
    statement.setDouble(8, tstamp);
    if (conversation == null) {
      for (int column = 9; column <= 12; column++) {
        statement.setNull(column, Types.VARCHAR);
      }
      statement.setNull(13, Types.INTEGER);
      statement.setNull(14, Types.BOOLEAN);
      statement.setNull(15, Types.VARCHAR);
      return;
    }
    statement.setString(9, id(models, conversation.modelA()));
    statement.setString(10, id(models, conversation.modelB()));
    statement.setString(11, conversation.winner());
    statement.setString(12, conversation.judge());
    statement.setInt(13, conversation.turn());
    statement.setBoolean(14, conversation.anony());
    statement.setString(15, conversation.language());
  }

  private static String id(Map<String, ModelId> models, String name) {
    ModelId id = models.get(name);
    if (id == null) {
      throw new IllegalStateException("no model " + name);
    }
    return id.value();
  }

  /**
   * Takes some of an import's rows out again, and after the last one its models that nothing else
   * refers to.
   *
   * @return how many went; 0 when none is left
   */
  @Transactional
  public int remove(String importId, int limit) {
    List<String> ids =
        database
            .sql("select id from imported_conversation where import_id = ? limit " + limit)
            .param(importId)
            .query((row, number) -> row.getString(1))
            .list();
    if (ids.isEmpty()) {
      models.forgetImported(
          database
              .sql(
                  "select model_a from imported_conversation where model_a is not null"
                      + " union select model_b from imported_conversation where model_b is not null")
              .query((row, number) -> new ModelId(row.getString(1)))
              .list());
      return 0;
    }
    database
        .sql("delete from conversation_tag where conversation_id in (:ids)")
        .param("ids", ids)
        .update();
    database.sql("delete from imported_conversation where id in (:ids)").param("ids", ids).update();
    events.publishEvent(new VotesChanged(ids));
    return ids.size();
  }

  /** How many of an import's rows there are. */
  public long count(String importId) {
    return database
        .sql("select count(*) from imported_conversation where import_id = ?")
        .param(importId)
        .query(Long.class)
        .single();
  }
}
