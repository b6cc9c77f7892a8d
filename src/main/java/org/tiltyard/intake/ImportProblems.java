package org.tiltyard.intake;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was wrong with the files of imports; as much as is kept. */
@Component
class ImportProblems {

  private static final int FILE = 400;
  private static final int FIELD = 400;
  private static final int DETAIL = 1000;

  /**
   * One of them.
   *
   * @param file within a zip, or the file itself
   * @param number of the line, record or row, from 1; 0 for the whole file
   * @param reason its words are {@code import.reason.<reason>}
   */
  record Entry(String file, long number, String field, String reason, String detail) {}

  private final JdbcClient database;

  ImportProblems(JdbcClient database) {
    this.database = database;
  }

  /** Keeps more of them, until there are so many. */
  void add(String importId, List<Entry> entries, int keptAtMost) {
    if (entries.isEmpty()) {
      return;
    }
    long kept = count(importId);
    for (Entry entry : entries) {
      if (kept >= keptAtMost) {
        return;
      }
      database
          .sql(
              "insert into import_problem (import_id, ordinal, file, number, field, reason, detail)"
                  + " values (?, ?, ?, ?, ?, ?, ?)")
          .params(
              importId,
              kept++,
              storable(entry.file, FILE),
              entry.number,
              storable(entry.field, FIELD),
              entry.reason,
              storable(entry.detail, DETAIL))
          .update();
    }
  }

  /** What came with a file may be anything, and databases take no NUL. */
  private static String storable(String text, int longest) {
    String clean = text.replace('\0', '\uFFFD');
    if (clean.length() <= longest) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(longest - 1)) ? longest - 1 : longest;
    return clean.substring(0, end);
  }

  long count(String importId) {
    return database
        .sql("select count(*) from import_problem where import_id = ?")
        .param(importId)
        .query(Long.class)
        .single();
  }

  /** In the order of the file. */
  List<Entry> list(String importId, long from, int limit) {
    return database
        .sql(
            "select file, number, field, reason, detail from import_problem"
                + " where import_id = ? and ordinal >= ? order by ordinal limit "
                + limit)
        .params(importId, from)
        .query((row, number) ->
            new Entry(
                row.getString("file"),
                row.getLong("number"),
                row.getString("field"),
                row.getString("reason"),
                row.getString("detail")))
        .list();
  }
}
