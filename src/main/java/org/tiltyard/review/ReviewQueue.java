package org.tiltyard.review;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.dataset.Conversations;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.Job;
import org.tiltyard.jobs.Jobs;
import org.tiltyard.shared.Time;

/** What waits for a researcher: shown one after the other, decided, and taken back. */
@Component
class ReviewQueue {

  private static final String SUBJECT = "finding";

  private final ReviewRecords records;
  private final EntityRecords entities;
  private final Conversations conversations;
  private final PersonalDataSearch search;
  private final Jobs jobs;
  private final AuditLog audit;
  private final Time time;

  ReviewQueue(
      ReviewRecords records,
      EntityRecords entities,
      Conversations conversations,
      PersonalDataSearch search,
      Jobs jobs,
      AuditLog audit,
      Time time) {
    this.records = records;
    this.entities = entities;
    this.conversations = conversations;
    this.search = search;
    this.jobs = jobs;
    this.audit = audit;
    this.time = time;
  }

  /** The one that waits longest; those whose conversation was withdrawn meanwhile are removed. */
  Optional<FindingView> next() {
    while (true) {
      Optional<ReviewItem> item = records.next();
      if (item.isEmpty()) {
        return Optional.empty();
      }
      Optional<FindingView> shown = view(item.get());
      if (shown.isPresent()) {
        return shown;
      }
      records.forget(item.get().questionId());
      entities.forget(item.get().questionId());
    }
  }

  /**
   * One by its id.
   *
   * @throws FindingNotFound when there is none, or its conversation is gone
   */
  FindingView get(String id) {
    return records.find(id).flatMap(this::view).orElseThrow(FindingNotFound::new);
  }

  private Optional<FindingView> view(ReviewItem item) {
    return conversations
        .find(item.conversationId())
        .map(stored -> Searched.of(stored, entities.of(item.questionId())))
        .map(searched -> FindingView.of(item, searched, records.waitingBeside(item).size()));
  }

  /**
   * Decides.
   *
   * @param all whether on everything that waits in the same conversation
   * @throws FindingNotFound when there is none
   * @throws ReviewRefused when somebody decided already
   */
  @Transactional
  public void decide(String id, Verdict verdict, boolean all, SignedIn by) {
    ReviewItem item = records.find(id).orElseThrow(FindingNotFound::new);
    List<ReviewItem> beside = all ? records.waitingBeside(item) : List.of();
    Instant now = time.now();
    if (!records.decide(id, verdict, by, now)) {
      throw ReviewRefused.decided();
    }
    note("review.decided", item, verdict, by);
    for (ReviewItem other : beside) {
      if (records.decide(other.id(), verdict, by, now)) {
        note("review.decided", other, verdict, by);
      }
    }
  }

  /** The value itself has no place in the audit log. */
  private void note(String action, ReviewItem item, Verdict verdict, SignedIn by) {
    audit.record(
        by,
        action,
        SUBJECT,
        item.id(),
        item.value().kind().word(),
        Map.of(
            "conversation",
            item.questionId(),
            "decision",
            verdict.decision().word(),
            "reason",
            verdict.reason().word(),
            "note",
            verdict.note() == null ? "" : verdict.note()));
  }

  /**
   * Takes a decision back, with those taken together with it: they wait again.
   *
   * @throws FindingNotFound when there is none
   */
  @Transactional
  public void undo(String id, SignedIn by) {
    ReviewItem item = records.find(id).orElseThrow(FindingNotFound::new);
    for (ReviewItem together : records.decidedWith(item)) {
      Decision decision = together.decision();
      if (decision != null && records.undo(together.id())) {
        audit.record(
            by,
            "review.undone",
            SUBJECT,
            together.id(),
            together.value().kind().word(),
            Map.of("conversation", together.questionId(), "decision", decision.word()));
      }
    }
  }

  /** Looks through all conversations, unless that is under way. */
  void search(SignedIn by) {
    if (lastSearch().filter(job -> !job.state().ended()).isEmpty()) {
      jobs.submit(search, new PersonalDataSearch.Order(), by.id());
    }
  }

  Optional<Job> lastSearch() {
    return jobs.newest(search, 1).stream().findFirst();
  }

  long waiting() {
    return records.waiting();
  }

  Map<String, Long> decided() {
    return records.decided();
  }

  List<ReviewItem> newest(int limit) {
    return records.newest(limit);
  }
}
