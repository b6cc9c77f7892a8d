package org.tiltyard.leaderboard;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.AdminNotice;
import org.tiltyard.identity.AdminNotices;
import org.tiltyard.jobs.JobId;
import org.tiltyard.shared.Time;

/** What recounts found. Admins are told as long as the last one found something. */
@Component
class RecountRecords implements AdminNotices {

  static final String PAGE = "/admin/leaderboard";

  /** A row a night: the last years of them. */
  private static final Duration KEPT = Duration.ofDays(2 * 365);

  /**
   * A recount that has ended.
   *
   * @param votes how many were read
   * @param wrongVotes how many of them had been counted as something else
   * @param wrongCounts how many counts of alike votes were not the number of these votes
   */
  record Recount(Instant begunAt, Instant endedAt, long votes, long wrongVotes, long wrongCounts) {

    /** Whether anything was wrong. */
    public boolean foundSomething() {
      return wrongVotes > 0 || wrongCounts > 0;
    }

    /** How long it took, in seconds. */
    public long seconds() {
      return Duration.between(begunAt, endedAt).toSeconds();
    }
  }

  private final JdbcClient database;

  RecountRecords(JdbcClient database) {
    this.database = database;
  }

  /** Notes a recount; one that a crash had begun again before this is there once. */
  void add(JobId job, Recount done) {
    database
        .sql("delete from board_recount where job_id = ? or ended_at < ?")
        .params(job.value(), Time.forDatabase(done.endedAt().minus(KEPT)))
        .update();
    database
        .sql(
            "insert into board_recount (job_id, begun_at, ended_at, votes, wrong_votes,"
                + " wrong_counts) values (?, ?, ?, ?, ?, ?)")
        .params(
            job.value(),
            Time.forDatabase(done.begunAt()),
            Time.forDatabase(done.endedAt()),
            done.votes(),
            done.wrongVotes(),
            done.wrongCounts())
        .update();
  }

  /** The last ones, the newest first. */
  List<Recount> newest(int limit) {
    return database
        .sql(
            "select begun_at, ended_at, votes, wrong_votes, wrong_counts from board_recount"
                + " order by ended_at desc, job_id limit ?")
        .param(limit)
        .query((row, number) ->
            new Recount(
                row.getObject(1, OffsetDateTime.class).toInstant(),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5)))
        .list();
  }

  @Override
  public List<AdminNotice> toDo() {
    return newest(1).stream()
        .filter(Recount::foundSomething)
        .map(last ->
            AdminNotice.of("board.recount.notice", PAGE, last.wrongVotes(), last.wrongCounts()))
        .toList();
  }
}
