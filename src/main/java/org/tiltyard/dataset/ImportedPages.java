package org.tiltyard.dataset;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tiltyard.schema.DatasetFiles;
import org.tiltyard.schema.Row;
import org.tiltyard.schema.Schema;

/** Imported rows in the order of datasets: judged conversations, or those of one schema without. */
final class ImportedPages implements Pages<ImportedPages.Entry> {

  private static final int PAGE = 200;

  /** How far reading has come. */
  record Mark(String place, String id) {}

  /** A row as it came. */
  record Entry(String id, String place, Row row) {}

  private final JdbcClient database;
  private final String condition;
  private final Map<String, Object> parameters = new HashMap<>();
  private String afterPlace = "";
  private String afterId = "";

  private ImportedPages(JdbcClient database, String condition) {
    this.database = database;
    this.condition = condition;
  }

  /** The judged conversations of a selection. */
  static ImportedPages judged(JdbcClient database, Selection selection) {
    Map<String, Object> parameters = new HashMap<>();
    ImportedPages pages = new ImportedPages(database, judged(selection, parameters));
    pages.parameters.putAll(parameters);
    return pages;
  }

  /** The judged conversation of that id. */
  static ImportedPages one(JdbcClient database, String id) {
    ImportedPages pages = new ImportedPages(database, " where winner is not null and id = :id");
    pages.parameters.put("id", id);
    return pages;
  }

  /** The same pages from there on. */
  ImportedPages after(@Nullable Mark mark) {
    if (mark != null) {
      afterPlace = mark.place;
      afterId = mark.id;
    }
    return this;
  }

  /** Where the next page begins. */
  Mark mark() {
    return new Mark(afterPlace, afterId);
  }

  /** The rows of a schema whose rows hold no verdict. */
  static ImportedPages unjudged(JdbcClient database, Schema schema) {
    ImportedPages pages =
        new ImportedPages(database, " where winner is null and schema_key = :schema");
    pages.parameters.put("schema", schema.key());
    return pages;
  }

  /** The condition for a selection; adds its parameters. */
  static String judged(Selection selection, Map<String, Object> parameters) {
    StringBuilder sql = new StringBuilder(" where winner is not null and tstamp < :upTo");
    parameters.put("upTo", Timestamps.of(selection.upTo()));
    @Nullable Instant from = selection.from();
    if (from != null) {
      sql.append(" and tstamp >= :from");
      parameters.put("from", Timestamps.of(from));
    }
    if (!selection.models().isEmpty()) {
      String named = " in (select id from language_model where name in (:models))";
      sql.append(" and model_a").append(named).append(" and model_b").append(named);
      parameters.put("models", selection.models());
    }
    if (!selection.languages().isEmpty()) {
      sql.append(" and language in (:languages)");
      parameters.put("languages", selection.languages());
    }
    return sql.toString();
  }

  @Override
  public List<Entry> next() {
    parameters.put("afterPlace", afterPlace);
    parameters.put("afterId", afterId);
    List<Entry> page =
        database
            .sql(
                "select id, schema_key, place, content from imported_conversation"
                    + condition
                    + " and place >= :afterPlace and (place, id) > (:afterPlace, :afterId)"
                    + " order by place, id limit "
                    + PAGE)
            .params(parameters)
            .query((row, number) ->
                new Entry(
                    row.getString("id"),
                    row.getString("place"),
                    DatasetFiles.parse(
                        Schema.of(row.getString("schema_key")).orElseThrow(),
                        row.getString("content"))))
            .list();
    if (!page.isEmpty()) {
      afterPlace = page.getLast().place;
      afterId = page.getLast().id;
    }
    return page;
  }
}
