package org.tiltyard.leaderboard;

import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.JobId;
import org.tiltyard.jobs.JobState;
import org.tiltyard.jobs.JobView;
import org.tiltyard.jobs.Jobs;
import org.tiltyard.shared.Time;

/** How boards are kept, for admins: what waits, recounts, the history, fits on demand. */
@Controller
class BoardAdminController {

  private static final int RECOUNTS = 10;
  private static final BoardQuery STYLED = BoardQuery.DEFAULT.styled();

  private final DailyWork daily;
  private final Recounting recounting;
  private final Changes changes;
  private final RecountRecords recounts;
  private final BoardDays days;
  private final Boards boards;
  private final BoardRecount recount;
  private final BoardHistory history;
  private final Jobs jobs;
  private final AuditLog audit;
  private final TransactionTemplate transaction;
  private final Time time;

  BoardAdminController(
      DailyWork daily,
      Recounting recounting,
      Changes changes,
      RecountRecords recounts,
      BoardDays days,
      Boards boards,
      BoardRecount recount,
      BoardHistory history,
      Jobs jobs,
      AuditLog audit,
      TransactionTemplate transaction,
      Time time) {
    this.daily = daily;
    this.recounting = recounting;
    this.changes = changes;
    this.recounts = recounts;
    this.days = days;
    this.boards = boards;
    this.recount = recount;
    this.history = history;
    this.jobs = jobs;
    this.audit = audit;
    this.transaction = transaction;
    this.time = time;
  }

  @GetMapping(RecountRecords.PAGE)
  String page(Model model) {
    model.addAttribute("counted", recounting.counted());
    model.addAttribute("waiting", changes.waiting());
    model.addAttribute("recounts", recounts.newest(RECOUNTS));
    model.addAttribute("recountJob", running(DailyWork.RECOUNT));
    model.addAttribute("historyJob", running(DailyWork.HISTORY));
    model.addAttribute("days", days.count());
    model.addAttribute("first", days.first().orElse(null));
    model.addAttribute("last", days.last().orElse(null));
    model.addAttribute("styled", boards.workedAt(STYLED).orElse(null));
    return "leaderboard/admin";
  }

  /** The newest job of a task, unless it is done: then its outcome tells more. */
  private @Nullable JobView running(String task) {
    return daily
        .newest(task)
        .filter(job -> job.state() != JobState.DONE)
        .map(job -> JobView.of(job, time.now()))
        .orElse(null);
  }

  @PostMapping(RecountRecords.PAGE + "/recount")
  ResponseEntity<Void> recount(ServerWebExchange exchange) {
    SignedIn by = SignedIn.in(exchange);
    begin(
        by,
        DailyWork.RECOUNT,
        "leaderboard.recount-begun",
        () -> jobs.submit(recount, new BoardRecount.Order(), by.id()));
    return back();
  }

  @PostMapping(RecountRecords.PAGE + "/history")
  ResponseEntity<Void> history(ServerWebExchange exchange) {
    SignedIn by = SignedIn.in(exchange);
    begin(
        by,
        DailyWork.HISTORY,
        "leaderboard.history-begun",
        () -> jobs.submit(history, new BoardHistory.Order(true), by.id()));
    return back();
  }

  /** One at a time: a second one would find what the first one found. */
  private void begin(SignedIn by, String task, String action, Supplier<JobId> submit) {
    transaction.executeWithoutResult(status -> {
      if (daily.lockedNewest(task).filter(job -> !job.state().ended()).isEmpty()) {
        JobId job = submit.get();
        daily.note(task, job);
        audit.record(by, action, "leaderboard", job.value(), "leaderboard", Map.of());
      }
    });
  }

  @PostMapping(RecountRecords.PAGE + "/refit")
  ResponseEntity<Void> refit(ServerWebExchange exchange) {
    SignedIn by = SignedIn.in(exchange);
    boards.refit(STYLED);
    boards.of(STYLED);
    audit.record(by, "leaderboard.refit", "leaderboard", "style", "leaderboard", Map.of());
    return back();
  }

  private static ResponseEntity<Void> back() {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create(RecountRecords.PAGE))
        .build();
  }
}
