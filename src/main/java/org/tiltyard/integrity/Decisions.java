package org.tiltyard.integrity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.integrity.DecisionRecords.Batch;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/**
 * Excludes and restores votes, one or many in one go, and takes that back. Boards follow at once;
 * nothing is ever deleted.
 */
@Component
class Decisions {

  /** So many votes at most in one go. */
  static final int MOST = 5000;

  /** So many ids the audit log names; the batch has all. */
  private static final int NAMED = 50;

  private final DecisionRecords records;
  private final Announcements announcements;
  private final AuditLog audit;
  private final Time time;

  Decisions(DecisionRecords records, Announcements announcements, AuditLog audit, Time time) {
    this.records = records;
    this.announcements = announcements;
    this.audit = audit;
    this.time = time;
  }

  /**
   * Decides about votes; those that are gone are passed over.
   *
   * @return by which it can be taken back
   * @throws IntegrityRefused when there is none of them, or too many
   */
  @Transactional
  public Batch decide(
      Collection<String> conversations, Decision decision, Verdict verdict, SignedIn by) {
    if (conversations.size() > MOST) {
      throw IntegrityRefused.tooMany(MOST);
    }
    List<String> votes = records.existing(conversations);
    if (votes.isEmpty()) {
      throw IntegrityRefused.nothing();
    }
    Instant now = time.now();
    Batch batch =
        new Batch(Identifier.random(), decision, verdict, votes.size(), by.username(), now, null);
    records.put(batch, votes, by);
    audit.record(
        by,
        "vote." + decision.word(),
        votes.size() == 1 ? "vote" : "votes",
        votes.size() == 1 ? votes.getFirst() : batch.id(),
        votes.size() == 1 ? votes.getFirst() : votes.size() + " votes",
        detail(votes, verdict));
    announcements.changed(votes);
    return batch;
  }

  private static Map<String, Object> detail(List<String> votes, Verdict verdict) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("reason", verdict.reason().word());
    detail.put("note", verdict.note() == null ? "" : verdict.note());
    if (votes.size() > 1) {
      detail.put("votes", votes.size());
      detail.put("ids", new ArrayList<>(votes.subList(0, Math.min(NAMED, votes.size()))));
    }
    return detail;
  }

  /**
   * Takes back what was decided in one go: what stood before stands again. Votes about which
   * somebody decided anew since then are left alone.
   *
   * @return how many votes were concerned; 0 when it had been taken back already
   * @throws VoteNotFound when there was no such decision
   */
  @Transactional
  public int undo(String batchId, SignedIn by) {
    Batch batch = records.batch(batchId).orElseThrow(VoteNotFound::new);
    if (!records.markUndone(batchId, time.now())) {
      return 0;
    }
    List<String> votes = records.restoreBefore(batchId);
    audit.record(
        by,
        "vote.decision-undone",
        "votes",
        batchId,
        votes.size() + " votes",
        Map.of("decision", batch.decision().word(), "votes", votes.size()));
    announcements.changed(votes);
    return votes.size();
  }

  Optional<Batch> batch(String id) {
    return records.batch(id);
  }
}
