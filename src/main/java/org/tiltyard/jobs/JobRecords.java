package org.tiltyard.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.AccountId;
import org.tiltyard.shared.Time;

/**
 * Jobs in the database. Each change is one statement that says what the row must be like, so that
 * of two nodes one changes it and the other sees that it didn't.
 */
@Component
class JobRecords {

  private static final String COLUMNS =
      "select id, kind, parameters, state, cancel_asked, done, total, doing, attempts, done_before,"
          + " failure, account_id, created_at, begun_at, ended_at from job";
  private static final int FAILURE_LENGTH = 4000;

  private final JdbcClient database;

  JobRecords(JdbcClient database) {
    this.database = database;
  }

  void add(JobId id, String kind, String parameters, @Nullable AccountId account, Instant now) {
    database
        .sql(
            "insert into job (id, kind, parameters, state, cancel_asked, done, doing, attempts,"
                + " done_before, account_id, created_at)"
                + " values (?, ?, ?, 'queued', false, 0, 'job.waiting', 0, 0, ?, ?)")
        .params(
            Arrays.asList(
                id.value(),
                kind,
                parameters,
                account == null ? null : account.value(),
                Time.forDatabase(now)))
        .update();
  }

  Optional<Job> find(JobId id) {
    return database
        .sql(COLUMNS + " where id = ?")
        .param(id.value())
        .query(JobRecords::job)
        .optional();
  }

  /** Jobs of one kind, the newest first. */
  List<Job> newest(String kind, int limit) {
    return database
        .sql(COLUMNS + " where kind = ? order by created_at desc, id limit ?")
        .params(kind, limit)
        .query(JobRecords::job)
        .list();
  }

  /**
   * Jobs that nobody works on, the oldest first: those that wait, and those of dead nodes.
   *
   * @param kinds which of them; a newer node may have put others in line
   */
  List<Job> open(Collection<String> kinds, Instant now, int limit) {
    if (kinds.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            COLUMNS
                + " where (state = 'queued' or (state = 'running' and lease_until < :now))"
                + " and kind in (:kinds) order by created_at, id limit :limit")
        .param("now", Time.forDatabase(now))
        .param("kinds", kinds)
        .param("limit", limit)
        .query(JobRecords::job)
        .list();
  }

  /** Makes the node the one that runs the job, unless another was quicker. */
  boolean take(JobId id, String owner, Instant now, Instant leaseUntil) {
    return database
            .sql(
                "update job set state = 'running', owner = ?, lease_until = ?, begun_at = ?,"
                    + " attempts = attempts + 1, done_before = done where id = ?"
                    + " and (state = 'queued' or (state = 'running' and lease_until < ?))")
            .params(
                owner,
                Time.forDatabase(leaseUntil),
                Time.forDatabase(now),
                id.value(),
                Time.forDatabase(now))
            .update()
        == 1;
  }

  /** Renews the lease and tells how far the job is; false when the job is no longer the node's. */
  boolean renew(JobId id, String owner, Progress progress, Instant leaseUntil) {
    return database
            .sql(
                "update job set lease_until = ?, done = ?, total = ?, doing = ?"
                    + " where id = ? and state = 'running' and owner = ?")
            .params(
                Arrays.asList(
                    Time.forDatabase(leaseUntil),
                    progress.done(),
                    progress.total(),
                    progress.doing(),
                    id.value(),
                    owner))
            .update()
        == 1;
  }

  boolean checkpoint(JobId id, String owner, String checkpoint, Progress progress) {
    return database
            .sql(
                "update job set checkpoint = ?, done = ?, total = ?, doing = ?"
                    + " where id = ? and state = 'running' and owner = ?")
            .params(
                Arrays.asList(
                    checkpoint,
                    progress.done(),
                    progress.total(),
                    progress.doing(),
                    id.value(),
                    owner))
            .update()
        == 1;
  }

  Optional<String> checkpointOf(JobId id) {
    return database
        .sql("select checkpoint from job where id = ? and checkpoint is not null")
        .param(id.value())
        .query(String.class)
        .optional();
  }

  /** Gives the job back to whichever node takes it next. */
  void release(JobId id, String owner, Progress progress) {
    database
        .sql(
            "update job set state = 'queued', owner = null, lease_until = null, done = ?, total = ?,"
                + " attempts = attempts - 1 where id = ? and state = 'running' and owner = ?")
        .params(Arrays.asList(progress.done(), progress.total(), id.value(), owner))
        .update();
  }

  boolean end(
      JobId id,
      String owner,
      JobState state,
      Progress progress,
      @Nullable String failure,
      Instant now) {
    return database
            .sql(
                "update job set state = ?, owner = null, lease_until = null, done = ?, total = ?,"
                    + " failure = ?, ended_at = ? where id = ? and state = 'running' and owner = ?")
            .params(
                Arrays.asList(
                    state.word(),
                    progress.done(),
                    progress.total(),
                    failure == null
                        ? null
                        : failure.substring(0, Math.min(failure.length(), FAILURE_LENGTH)),
                    Time.forDatabase(now),
                    id.value(),
                    owner))
            .update()
        == 1;
  }

  /** Asks for the end; true when the job waited and has thereby ended. */
  boolean cancel(JobId id, Instant now) {
    database
        .sql("update job set cancel_asked = true where id = ? and state in ('queued', 'running')")
        .param(id.value())
        .update();
    return database
            .sql(
                "update job set state = 'cancelled', ended_at = ? where id = ? and state = 'queued'")
            .params(Time.forDatabase(now), id.value())
            .update()
        == 1;
  }

  /** Puts a job that has failed or was cancelled back in line; it goes on from its checkpoint. */
  boolean again(JobId id) {
    return database
            .sql(
                "update job set state = 'queued', cancel_asked = false, failure = null,"
                    + " ended_at = null, attempts = 0, doing = 'job.waiting'"
                    + " where id = ? and state in ('failed', 'cancelled')")
            .param(id.value())
            .update()
        == 1;
  }

  /** Which of the node's jobs somebody wants ended. */
  List<JobId> toCancel(String owner) {
    return database
        .sql("select id from job where state = 'running' and owner = ? and cancel_asked")
        .param(owner)
        .query((row, number) -> new JobId(row.getString(1)))
        .list();
  }

  void forget(Instant endedBefore) {
    database
        .sql("delete from job where state in ('done', 'failed', 'cancelled') and ended_at < ?")
        .param(Time.forDatabase(endedBefore))
        .update();
  }

  private static Job job(ResultSet row, int number) throws SQLException {
    String account = row.getString("account_id");
    return new Job(
        new JobId(row.getString("id")),
        row.getString("kind"),
        row.getString("parameters"),
        JobState.of(row.getString("state")),
        row.getBoolean("cancel_asked"),
        row.getLong("done"),
        row.getObject("total", Long.class),
        row.getString("doing"),
        row.getInt("attempts"),
        row.getLong("done_before"),
        row.getString("failure"),
        account == null ? null : new AccountId(account),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "begun_at"),
        instant(row, "ended_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
