package org.tiltyard.leaderboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.jobs.JobKind;
import org.tiltyard.jobs.JobRun;
import org.tiltyard.shared.Time;

/**
 * Reads every vote anew and compares it with what boards rest on. Finds what an error in the
 * program, or a hand in the database, has left wrong; corrects it and says so.
 */
@Component
class BoardRecount implements JobKind<BoardRecount.Order> {

  private static final int PAGE = 500;

  /** Nothing to choose. */
  record Order() {}

  /**
   * How far it is.
   *
   * @param pass which of the passes
   * @param after the last conversation of it that was looked at
   */
  private record Position(int pass, String after, long read, long wrong) {

    private static final Position BEGINNING = new Position(0, "", 0, 0);

    private static Position parse(String text) {
      String[] parts = text.split(" ", -1);
      return new Position(
          Integer.parseInt(parts[0]), parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    private Position next(String last, int more, int corrected) {
      return new Position(pass, last, read + more, wrong + corrected);
    }

    private Position nextPass() {
      return new Position(pass + 1, "", read, wrong);
    }

    @Override
    public String toString() {
      return pass + " " + after + " " + read + " " + wrong;
    }
  }

  private final Recounting recounting;
  private final RecountRecords records;
  private final AuditLog audit;
  private final TransactionTemplate transaction;
  private final Time time;

  BoardRecount(
      Recounting recounting,
      RecountRecords records,
      AuditLog audit,
      TransactionTemplate transaction,
      Time time) {
    this.recounting = recounting;
    this.records = records;
    this.audit = audit;
    this.transaction = transaction;
    this.time = time;
  }

  @Override
  public String name() {
    return "board-recount";
  }

  @Override
  public Class<Order> parameters() {
    return Order.class;
  }

  @Override
  public void run(JobRun<Order> run) {
    Instant begun = time.now();
    long counted = recounting.counted();
    Position at = run.checkpoint().map(Position::parse).orElse(Position.BEGINNING);
    // Conversations that were counted, then those that should have been.
    List<Function<String, List<String>>> passes =
        List.of(
            after -> recounting.countedAfter(after, PAGE),
            after -> recounting.missedAfter(after, PAGE),
            after -> recounting.missedImportsAfter(after, PAGE));
    while (at.pass < passes.size()) {
      run.progress(at.read, Math.max(counted, at.read), "board.recount.reading");
      List<String> page = passes.get(at.pass).apply(at.after);
      if (!page.isEmpty()) {
        at = look(run, at, page);
      }
      at = page.size() < PAGE ? at.nextPass() : at;
    }
    run.progress(at.read, at.read, "board.recount.counting");
    long wrongCounts = recounting.correctCells();
    RecountRecords.Recount done =
        new RecountRecords.Recount(begun, time.now(), at.read, at.wrong, wrongCounts);
    transaction.executeWithoutResult(status -> note(run, done));
  }

  /**
   * What was corrected is told even if this is begun again; the rest is quickly looked at twice.
   */
  private Position look(JobRun<Order> run, Position at, List<String> page) {
    Set<String> differing = recounting.differing(page);
    int corrected = differing.isEmpty() ? 0 : recounting.correct(differing);
    Position next = at.next(page.getLast(), page.size(), corrected);
    if (corrected > 0) {
      run.checkpoint(next.toString());
    }
    return next;
  }

  private void note(JobRun<Order> run, RecountRecords.Recount done) {
    records.add(run.id(), done);
    if (done.foundSomething()) {
      audit.recordBySystem(
          "leaderboard.corrected",
          "leaderboard",
          run.id().value(),
          "leaderboard",
          Map.of(
              "votes", done.votes(),
              "wrong votes", done.wrongVotes(),
              "wrong counts", done.wrongCounts()));
    }
  }
}
