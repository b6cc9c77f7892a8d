package org.tiltyard.release;

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
import org.tiltyard.identity.AccountId;
import org.tiltyard.jobs.JobId;
import org.tiltyard.shared.Time;
import tools.jackson.databind.json.JsonMapper;

/**
 * Releases in the database. Each change is one statement that says in which state the row must be;
 * it returns false when it wasn't.
 */
@Component
class ReleaseRecords {

  private static final String SELECT =
      "select id, slug, title, plan, state, cut_off, job_id, contents, failure, account_id,"
          + " created_at, built_at from release";
  private static final int FAILURE_LENGTH = 4000;

  private final JdbcClient database;
  private final JsonMapper json;

  ReleaseRecords(JdbcClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  void add(
      ReleaseId id, String slug, String title, Plan plan, @Nullable AccountId by, Instant now) {
    database
        .sql(
            "insert into release (id, slug, title, plan, state, account_id, created_at, version)"
                + " values (?, ?, ?, ?, 'draft', ?, ?, 0)")
        .params(
            Arrays.asList(
                id.value(),
                slug,
                title,
                json.writeValueAsString(plan),
                by == null ? null : by.value(),
                Time.forDatabase(now)))
        .update();
  }

  boolean change(ReleaseId id, String slug, String title, Plan plan) {
    return database
            .sql(
                "update release set slug = ?, title = ?, plan = ?, version = version + 1"
                    + " where id = ? and state in ('draft', 'failed')")
            .params(slug, title, json.writeValueAsString(plan), id.value())
            .update()
        == 1;
  }

  boolean building(ReleaseId id, JobId job, Instant cutOff) {
    return database
            .sql(
                "update release set state = 'building', job_id = ?, cut_off = ?, failure = null,"
                    + " version = version + 1 where id = ? and state in ('draft', 'failed')")
            .params(job.value(), Time.forDatabase(cutOff), id.value())
            .update()
        == 1;
  }

  boolean ready(ReleaseId id, JobId job, Contents contents, Instant now) {
    return database
            .sql(
                "update release set state = 'ready', contents = ?, built_at = ?,"
                    + " version = version + 1 where id = ? and job_id = ? and state = 'building'")
            .params(
                json.writeValueAsString(contents), Time.forDatabase(now), id.value(), job.value())
            .update()
        == 1;
  }

  /** Back to a draft, or, with a reason, to one whose building failed. */
  void notBuilt(JobId job, @Nullable String failure) {
    database
        .sql(
            "update release set state = ?, failure = ?, version = version + 1"
                + " where job_id = ? and state = 'building'")
        .params(
            Arrays.asList(
                failure == null ? "draft" : "failed",
                failure == null
                    ? null
                    : failure.substring(0, Math.min(failure.length(), FAILURE_LENGTH)),
                job.value()))
        .update();
  }

  /** The job that failed goes on. */
  void buildingAgain(JobId job) {
    database
        .sql(
            "update release set state = 'building', failure = null, version = version + 1"
                + " where job_id = ? and state in ('draft', 'failed')")
        .param(job.value())
        .update();
  }

  boolean deleted(ReleaseId id) {
    return database
            .sql(
                "update release set state = 'deleted', version = version + 1"
                    + " where id = ? and state = 'ready'")
            .param(id.value())
            .update()
        == 1;
  }

  boolean remove(ReleaseId id) {
    return database
            .sql("delete from release where id = ? and state in ('draft', 'failed')")
            .param(id.value())
            .update()
        == 1;
  }

  Optional<Release> find(ReleaseId id) {
    return database.sql(SELECT + " where id = ?").param(id.value()).query(this::release).optional();
  }

  Optional<Release> named(String slug) {
    return database.sql(SELECT + " where slug = ?").param(slug).query(this::release).optional();
  }

  List<Release> all() {
    return database
        .sql(SELECT + " order by created_at desc, id limit 1000")
        .query(this::release)
        .list();
  }

  private Release release(ResultSet row, int number) throws SQLException {
    String job = row.getString("job_id");
    String contents = row.getString("contents");
    String account = row.getString("account_id");
    return new Release(
        new ReleaseId(row.getString("id")),
        row.getString("slug"),
        row.getString("title"),
        json.readValue(row.getString("plan"), Plan.class),
        ReleaseState.of(row.getString("state")),
        instant(row, "cut_off"),
        job == null ? null : new JobId(job),
        contents == null ? null : json.readValue(contents, Contents.class),
        row.getString("failure"),
        account == null ? null : new AccountId(account),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "built_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
