package org.tiltyard.publish;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.AccountId;
import org.tiltyard.jobs.JobId;
import org.tiltyard.release.ReleaseId;
import org.tiltyard.shared.Time;

/** Which releases were published where. */
@Component
class Publications {

  private final JdbcClient database;

  Publications(JdbcClient database) {
    this.database = database;
  }

  /** Notes a try; one that got there before is forgotten, because this one may change it. */
  void begin(ReleaseId release, String target, JobId job, AccountId by, Instant now) {
    int changed =
        database
            .sql(
                "update release_publication set job_id = ?, address = null, published_at = null,"
                    + " account_id = ?, created_at = ? where release_id = ? and target = ?")
            .params(job.value(), by.value(), Time.forDatabase(now), release.value(), target)
            .update();
    if (changed == 0) {
      database
          .sql(
              "insert into release_publication (release_id, target, job_id, account_id, created_at)"
                  + " values (?, ?, ?, ?, ?)")
          .params(release.value(), target, job.value(), by.value(), Time.forDatabase(now))
          .update();
    }
  }

  void done(JobId job, String address, Instant now) {
    database
        .sql("update release_publication set address = ?, published_at = ? where job_id = ?")
        .params(address, Time.forDatabase(now), job.value())
        .update();
  }

  List<Publication> of(ReleaseId release) {
    return database
        .sql(
            "select target, job_id, address, published_at from release_publication"
                + " where release_id = ? order by target")
        .param(release.value())
        .query((row, number) -> {
          OffsetDateTime at = row.getObject("published_at", OffsetDateTime.class);
          return new Publication(
              row.getString("target"),
              new JobId(row.getString("job_id")),
              row.getString("address"),
              at == null ? null : at.toInstant());
        })
        .list();
  }
}
