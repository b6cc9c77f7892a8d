package org.tiltyard.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;
import tools.jackson.databind.json.JsonMapper;

/** Reads the audit log, newest first, a page at a time by index. */
@Component
class AuditEntries {

  private static final int STEP = 500;

  /** Where a page ends: the time and id of its last entry. */
  record Mark(Instant at, String id) {

    static final Mark NOW = new Mark(Instant.parse("9999-01-01T00:00:00Z"), "z");

    static Mark of(AuditEntry entry) {
      return new Mark(entry.at(), entry.id());
    }

    /** The newest end, when the text is none that {@link #toString} gave. */
    static Mark parse(@Nullable String text) {
      int split = text == null ? -1 : text.indexOf('_');
      if (text == null || split < 0 || !Identifier.isWellFormed(text.substring(split + 1))) {
        return NOW;
      }
      try {
        Instant at = Instant.parse(text.substring(0, split));
        return at.isAfter(NOW.at) || at.isBefore(Instant.EPOCH)
            ? NOW
            : new Mark(at, text.substring(split + 1));
      } catch (DateTimeException malformed) {
        return NOW;
      }
    }

    @Override
    public String toString() {
      return at + "_" + id;
    }
  }

  private final JdbcClient database;
  private final JsonMapper json;

  AuditEntries(JdbcClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** Entries before the mark, newest first. */
  List<AuditEntry> page(AuditFilter filter, Mark before, int size) {
    AuditFilter.Where where = filter.where();
    List<String> conditions = new ArrayList<>(where.conditions());
    List<Object> values = new ArrayList<>(where.values());
    conditions.add("(at, id) < (?, ?)");
    values.add(Time.forDatabase(before.at));
    values.add(before.id);
    return database
        .sql(
            "select id, at, actor, action, subject_type, subject_id, subject_name, detail"
                + " from audit_entry where "
                + String.join(" and ", conditions)
                + " order by at desc, id desc limit "
                + size)
        .params(values)
        .query(this::read)
        .list();
  }

  /** Hands every entry to the reader, newest first, without holding more than some hundred. */
  void forEach(AuditFilter filter, Consumer<AuditEntry> reader) {
    Mark mark = Mark.NOW;
    List<AuditEntry> page;
    do {
      page = page(filter, mark, STEP);
      page.forEach(reader);
      if (!page.isEmpty()) {
        mark = Mark.of(page.getLast());
      }
    } while (page.size() == STEP);
  }

  /** Every action there is, for the filter's list. */
  List<String> actions() {
    return database
        .sql("select distinct action from audit_entry order by action")
        .query((row, number) -> row.getString(1))
        .list();
  }

  /** Everybody who did something. */
  List<String> actors() {
    return database
        .sql("select distinct actor from audit_entry order by actor")
        .query((row, number) -> row.getString(1))
        .list();
  }

  private AuditEntry read(ResultSet row, int number) throws SQLException {
    return new AuditEntry(
        row.getString("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("action"),
        row.getString("subject_type"),
        row.getString("subject_id"),
        row.getString("subject_name"),
        json.readTree(row.getString("detail")));
  }
}
