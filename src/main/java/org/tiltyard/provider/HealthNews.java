package org.tiltyard.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/**
 * Writes down that a model went out of the draw or came back: for the history, the audit log and
 * the webhook. Called in the transaction of the change, so whatever is told has happened.
 */
@Component
final class HealthNews {

  /** What can happen to a route. */
  enum Change {
    OPENED("opened", "health.out"),
    CLOSED("closed", "health.back"),
    HELD_OUT("held-out", "health.held-out"),
    LET_IN("let-in", "health.let-in");

    private final String word;
    private final String action;

    Change(String word, String action) {
      this.word = word;
      this.action = action;
    }
  }

  /** One line of the history. */
  record Entry(
      Instant at,
      String name,
      String model,
      String change,
      @Nullable String kind,
      @Nullable String detail,
      @Nullable String actor) {}

  private final JdbcClient database;
  private final AuditLog audit;
  private final HealthWebhook webhook;
  private final Time time;

  HealthNews(JdbcClient database, AuditLog audit, HealthWebhook webhook, Time time) {
    this.database = database;
    this.audit = audit;
    this.webhook = webhook;
    this.time = time;
  }

  /**
   * @param name of the models behind the route, as people know them
   * @param by who did it; null when the arena did it by itself
   */
  void tell(
      Change change, Route route, String name, @Nullable RouteFailure why, @Nullable SignedIn by) {
    Instant now = time.now();
    add(change, route, name, why, by, now);
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("model", route.model());
    if (why != null) {
      detail.put("reason", why.kind().word());
      detail.put("detail", why.detail());
    }
    String id = route.endpoint().value() + " " + route.model();
    String subject = id.length() > 200 ? id.substring(0, 200) : id;
    if (by == null) {
      audit.recordBySystem(change.action, "route", subject, name, detail);
    } else {
      audit.record(by, change.action, "route", subject, name, detail);
    }
    webhook.enqueue(change.action, name, route, why, by == null ? null : by.username(), now);
  }

  private void add(
      Change change,
      Route route,
      String name,
      @Nullable RouteFailure why,
      @Nullable SignedIn by,
      Instant now) {
    database
        .sql(
            "insert into route_transition (id, endpoint_id, model, name, at, change, failure_kind,"
                + " failure_detail, actor) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                Identifier.random(),
                route.endpoint().value(),
                route.model(),
                name,
                Time.forDatabase(now),
                change.word,
                why == null ? null : why.kind().word(),
                why == null ? null : why.detail(),
                by == null ? null : by.username()))
        .update();
  }

  /** The latest entries, newest first. */
  List<Entry> latest(int number) {
    return database
        .sql(
            "select at, name, model, change, failure_kind, failure_detail, actor"
                + " from route_transition order by at desc, id desc limit ?")
        .param(number)
        .query((row, n) -> entry(row))
        .list();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("name"),
        row.getString("model"),
        row.getString("change"),
        row.getString("failure_kind"),
        row.getString("failure_detail"),
        row.getString("actor"));
  }

  /** Old lines are in the audit log still. */
  void forget(Instant before) {
    database
        .sql("delete from route_transition where at < ?")
        .param(Time.forDatabase(before))
        .update();
  }
}
