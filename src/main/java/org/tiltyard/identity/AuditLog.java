package org.tiltyard.identity;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;
import tools.jackson.databind.json.JsonMapper;

/**
 * What admins did and what the arena did by itself. Entries are written in the transaction of the
 * action, are never changed, outlive the account, and go only when the settings for retention say
 * so.
 */
@Component
public class AuditLog {

  private static final String THE_ARENA = "arena";

  private final JdbcClient database;
  private final JsonMapper json;
  private final Time time;

  AuditLog(JdbcClient database, JsonMapper json, Time time) {
    this.database = database;
    this.json = json;
    this.time = time;
  }

  /**
   * Deletes what was noted before that time.
   *
   * @return how many entries
   */
  public int forget(Instant before) {
    return database
        .sql("delete from audit_entry where at < ?")
        .param(Time.forDatabase(before))
        .update();
  }

  /**
   * Notes what somebody did.
   *
   * @param action a word in the past, with its area: {@code model.edited}
   * @param subjectType such as {@code model}, {@code endpoint}, {@code account}, {@code setting}
   * @param subjectName as people know it, at the time
   * @param detail what changed, from and to; never a secret
   */
  public void record(
      SignedIn by,
      String action,
      String subjectType,
      String subjectId,
      String subjectName,
      Map<String, ?> detail) {
    add(by.id().value(), by.username(), action, subjectType, subjectId, subjectName, detail);
  }

  /** Notes what the arena did by itself, such as taking a failing model out of the draw. */
  public void recordBySystem(
      String action,
      String subjectType,
      String subjectId,
      String subjectName,
      Map<String, ?> detail) {
    add(null, THE_ARENA, action, subjectType, subjectId, subjectName, detail);
  }

  private void add(
      @Nullable String account,
      String actor,
      String action,
      String subjectType,
      String subjectId,
      String subjectName,
      Map<String, ?> detail) {
    database
        .sql(
            "insert into audit_entry (id, at, account_id, actor, action, subject_type, subject_id,"
                + " subject_name, detail) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                Identifier.random(),
                Time.forDatabase(time.now()),
                account,
                actor,
                action,
                subjectType,
                subjectId,
                subjectName,
                json.writeValueAsString(detail)))
        .update();
  }
}
