package org.tiltyard.leaderboard;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.jobs.JobKind;
import org.tiltyard.jobs.JobRun;
import org.tiltyard.leaderboard.BoardDays.Snapshot;
import org.tiltyard.shared.Time;

/**
 * Stores the default board at the end of each day that is over, from the day after the last one
 * that is stored, or from the first vote on. Each is worked out from the votes until then, as far
 * as they count now.
 */
@Component
class BoardHistory implements JobKind<BoardHistory.Order> {

  private static final long LOOK_MILLIS = 200;

  /**
   * What to do.
   *
   * @param anew whether days are replaced that are stored already
   */
  record Order(boolean anew) {}

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final Boards boards;
  private final Changes changes;
  private final BoardDays days;
  private final Time time;

  BoardHistory(
      JdbcClient database,
      TransactionTemplate transaction,
      Boards boards,
      Changes changes,
      BoardDays days,
      Time time) {
    this.database = database;
    this.transaction = transaction;
    this.boards = boards;
    this.changes = changes;
    this.days = days;
    this.time = time;
  }

  @Override
  public String name() {
    return "board-history";
  }

  @Override
  public Class<Order> parameters() {
    return Order.class;
  }

  @Override
  public void run(JobRun<Order> run) throws InterruptedException {
    waitForVotes(run);
    LocalDate today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
    boolean anew = run.parameters().anew();
    Optional<LocalDate> firstVote = firstVote();
    if (anew) {
      days.forgetBefore(firstVote.orElse(today));
    }
    Optional<LocalDate> from =
        anew ? firstVote : days.last().map(last -> last.plusDays(1)).or(() -> firstVote);
    if (from.isEmpty() || !from.get().isBefore(today)) {
      return;
    }
    long total = ChronoUnit.DAYS.between(from.get(), today);
    for (long done = 0; done < total; done++) {
      run.progress(done, total, "board.history.taking");
      take(from.get().plusDays(done), anew);
    }
    run.progress(total, total, "board.history.taking");
  }

  /** What was cast before midnight may not be counted yet a moment after. */
  private void waitForVotes(JobRun<Order> run) throws InterruptedException {
    long last = changes.last();
    while (changes.anyUpTo(last)) {
      run.progress(0, null, "board.history.taking");
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private Optional<LocalDate> firstVote() {
    return database
        .sql("select min(voted_at) as first_at from board_vote where left_out <> ?")
        .param(Truth.WITHDRAWN)
        .query(
            (row, number) -> Optional.ofNullable(row.getObject("first_at", OffsetDateTime.class)))
        .single()
        .map(at -> LocalDate.ofInstant(at.toInstant(), ZoneOffset.UTC));
  }

  private void take(LocalDate day, boolean anew) {
    Board board = boards.worked(BoardQuery.DEFAULT.until(day));
    transaction.executeWithoutResult(status -> {
      if (anew) {
        days.forget(day);
      }
      days.add(day, board.votes(), board.rows().stream().map(row -> snapshot(day, row)).toList());
    });
  }

  private static Snapshot snapshot(LocalDate day, BoardRow row) {
    return new Snapshot(
        day,
        row.id(),
        row.name(),
        row.rating(),
        row.lower(),
        row.upper(),
        row.rank(),
        row.votes(),
        row.wins(),
        row.losses(),
        row.ties());
  }
}
