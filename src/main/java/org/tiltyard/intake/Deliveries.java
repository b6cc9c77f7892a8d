package org.tiltyard.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.JobId;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/** The imports in the database. */
@Component
class Deliveries {

  private static final String COLUMNS =
      "select id, job_id, file_name, file_bytes, sha256, schema_key, format, dry_run, state,"
          + " file_done, row_done, added, unchanged, own, conflicting, bad, stopped, imported_by,"
          + " created_at, ended_at, undone_at from dataset_import";

  private final JdbcClient database;
  private final Time time;

  Deliveries(JdbcClient database, Time time) {
    this.database = database;
    this.time = time;
  }

  /** Begins one whose file is still to come. */
  String begin(String fileName, @Nullable String schema, boolean dryRun, SignedIn by) {
    String id = Identifier.random();
    database
        .sql(
            "insert into dataset_import (id, file_name, file_bytes, sha256, schema_key, dry_run,"
                + " state, file_done, row_done, added, unchanged, own, conflicting, bad,"
                + " account_id, imported_by, created_at)"
                + " values (?, ?, 0, '', ?, ?, 'waiting', 0, 0, 0, 0, 0, 0, 0, ?, ?, ?)")
        .params(
            Arrays.asList(
                id,
                fileName,
                schema,
                dryRun,
                by.id().value(),
                by.username(),
                Time.forDatabase(time.now())))
        .update();
    return id;
  }

  /** Notes that the whole file is there. */
  void arrived(String id, long bytes, String sha256) {
    database
        .sql("update dataset_import set file_bytes = ?, sha256 = ? where id = ?")
        .params(bytes, sha256, id)
        .update();
  }

  /** Notes which job works on it now. */
  void assign(String id, JobId job) {
    database
        .sql("update dataset_import set job_id = ? where id = ?")
        .params(job.value(), id)
        .update();
  }

  Optional<Delivery> find(String id) {
    return database
        .sql(COLUMNS + " where id = ?")
        .param(id)
        .query((row, number) -> delivery(row))
        .optional();
  }

  /** The newest ones whose file has arrived. */
  List<Delivery> newest(int limit) {
    return database
        .sql(COLUMNS + " where job_id is not null order by created_at desc, id desc limit " + limit)
        .query((row, number) -> delivery(row))
        .list();
  }

  /** The first one with that file that was not taken back, if another than the given one. */
  Optional<Delivery> sameFile(Delivery delivery) {
    return database
        .sql(
            COLUMNS
                + " where sha256 = ? and id <> ? and not dry_run and state <> 'undone'"
                + " and created_at < ? order by created_at, id limit 1")
        .params(delivery.sha256(), delivery.id(), Time.forDatabase(delivery.createdAt()))
        .query((row, number) -> delivery(row))
        .optional();
  }

  /** Deletes one that has brought nothing. */
  void forget(String id) {
    database.sql("delete from dataset_import where id = ?").param(id).update();
  }

  /** Deletes uploads that were cut short, and files that nobody went on with. */
  void tidy(Instant arrivingBefore, Instant endedBefore) {
    database
        .sql("delete from dataset_import where job_id is null and created_at < ?")
        .param(Time.forDatabase(arrivingBefore))
        .update();
    database
        .sql(
            "delete from import_part where import_id in (select id from dataset_import"
                + " where state in ('failed', 'cancelled') and ended_at < ?)")
        .param(Time.forDatabase(endedBefore))
        .update();
  }

  /** Changes the state if it is one of those expected. */
  boolean move(String id, String to, String... from) {
    return database
            .sql("update dataset_import set state = :to where id = :id and state in (:from)")
            .param("to", to)
            .param("id", id)
            .param("from", List.of(from))
            .update()
        == 1;
  }

  /** Ends it, unless it has ended. */
  void end(String id, String state) {
    database
        .sql(
            "update dataset_import set state = ?, ended_at = ? where id = ?"
                + " and state in ('waiting', 'running')")
        .params(state, Time.forDatabase(time.now()), id)
        .update();
  }

  /** Notes that nothing of it is left. */
  void undone(String id) {
    database
        .sql("update dataset_import set state = 'undone', undone_at = ? where id = ?")
        .params(Time.forDatabase(time.now()), id)
        .update();
  }

  /** Notes what the file turned out to be; several kinds in a zip give none. */
  void describe(String id, @Nullable String schema, @Nullable String format) {
    database
        .sql("update dataset_import set schema_key = ?, format = ? where id = ?")
        .params(Arrays.asList(schema, format, id))
        .update();
  }

  /** Notes why a file was not read to its end. */
  void stopped(String id, String why) {
    database.sql("update dataset_import set stopped = ? where id = ?").params(why, id).update();
  }

  /**
   * Counts some rows as dealt with.
   *
   * @param at where reading stood
   * @return false when another process has gone on from there
   */
  boolean count(String id, Position at, Position next, Counts more) {
    return database
            .sql(
                "update dataset_import set file_done = ?, row_done = ?, added = added + ?,"
                    + " unchanged = unchanged + ?, own = own + ?, conflicting = conflicting + ?,"
                    + " bad = bad + ? where id = ? and state = 'running' and file_done = ?"
                    + " and row_done = ?")
            .params(
                next.file(),
                next.row(),
                more.added(),
                more.unchanged(),
                more.own(),
                more.conflicting(),
                more.bad(),
                id,
                at.file(),
                at.row())
            .update()
        == 1;
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    String job = row.getString("job_id");
    return new Delivery(
        row.getString("id"),
        job == null ? null : new JobId(job),
        row.getString("file_name"),
        row.getLong("file_bytes"),
        row.getString("sha256"),
        row.getString("schema_key"),
        row.getString("format"),
        row.getBoolean("dry_run"),
        row.getString("state"),
        row.getInt("file_done"),
        row.getLong("row_done"),
        row.getLong("added"),
        row.getLong("unchanged"),
        row.getLong("own"),
        row.getLong("conflicting"),
        row.getLong("bad"),
        row.getString("stopped"),
        row.getString("imported_by"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row.getObject("ended_at", OffsetDateTime.class)),
        instant(row.getObject("undone_at", OffsetDateTime.class)));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
