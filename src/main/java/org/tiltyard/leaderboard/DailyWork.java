package org.tiltyard.leaderboard;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.jobs.Job;
import org.tiltyard.jobs.JobId;
import org.tiltyard.jobs.JobState;
import org.tiltyard.jobs.Jobs;
import org.tiltyard.shared.PeriodicWork;
import org.tiltyard.shared.Time;

/**
 * Begins once a day (UTC) what keeps boards honest: a recount, then the history of the day before.
 * Whichever node comes first does; one that was off at midnight does when it is back.
 */
@Component
final class DailyWork extends PeriodicWork {

  private static final Duration EVERY = Duration.ofMinutes(1);

  static final String HISTORY = "history";
  static final String RECOUNT = "recount";

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final Jobs jobs;
  private final BoardHistory history;
  private final BoardRecount recount;
  private final Time time;

  DailyWork(
      JdbcClient database,
      TransactionTemplate transaction,
      Jobs jobs,
      BoardHistory history,
      BoardRecount recount,
      Time time) {
    super(
        "boards-daily",
        "The daily work on boards could not be begun",
        Duration.ofMinutes(1),
        EVERY);
    this.database = database;
    this.transaction = transaction;
    this.jobs = jobs;
    this.history = history;
    this.recount = recount;
    this.time = time;
  }

  /** Begins what nobody has begun today: first the recount, then what rests on its outcome. */
  void begin() {
    LocalDate today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
    begin(RECOUNT, today, () -> jobs.submit(recount, new BoardRecount.Order(), null));
    if (newest(RECOUNT).map(Job::state).map(JobState::ended).orElse(true)) {
      begin(HISTORY, today, () -> jobs.submit(history, new BoardHistory.Order(false), null));
    }
  }

  /** The row says who was first: of two nodes, the second finds the day in it. */
  private void begin(String task, LocalDate today, Supplier<JobId> submit) {
    transaction.executeWithoutResult(status -> {
      int first =
          database
              .sql(
                  "update board_task set on_day = ? where name = ?"
                      + " and (on_day is null or on_day < ?)")
              .params(today, task, today)
              .update();
      if (first == 1) {
        note(task, submit.get());
      }
    });
  }

  /** Which job does a task now, or did it last. */
  void note(String task, JobId job) {
    database
        .sql("update board_task set job_id = ? where name = ?")
        .params(job.value(), task)
        .update();
  }

  /** As {@link #newest}; until the transaction ends, nobody else can begin another. */
  Optional<Job> lockedNewest(String task) {
    database
        .sql("select name from board_task where name = ? for update")
        .param(task)
        .query(String.class)
        .single();
    return newest(task);
  }

  /** The newest job of a task, unless it is forgotten. */
  Optional<Job> newest(String task) {
    return database
        .sql("select job_id from board_task where name = ? and job_id is not null")
        .param(task)
        .query((row, number) -> new JobId(row.getString(1)))
        .optional()
        .flatMap(jobs::find);
  }

  @Override
  protected void look() {
    begin();
  }
}
