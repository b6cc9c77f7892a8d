package org.tiltyard.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tiltyard.battle.Expiry;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.PeriodicWork;
import org.tiltyard.shared.Time;

/**
 * Deletes every hour what was kept as long as the settings say. Every node does; what one has
 * deleted the next does not find.
 */
@Component
final class Retention extends PeriodicWork {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final Duration EVERY = Duration.ofMinutes(60);

  private final Live<RetentionSettings> settings;
  private final Expiry battles;
  private final AuditLog audit;
  private final Time time;

  Retention(Live<RetentionSettings> retentionSettings, Expiry battles, AuditLog audit, Time time) {
    super("retention", "What is due could not be deleted", Duration.ofMinutes(1), EVERY);
    this.settings = retentionSettings;
    this.battles = battles;
    this.audit = audit;
    this.time = time;
  }

  /** Deletes all that is due now. */
  void purge() {
    RetentionSettings now = settings.get();
    purge("battles without a vote", now.unvotedDays(), battles::deleteUnvoted);
    purge("battles’ texts", now.textDays(), battles::deleteTexts);
    purge("entries of the audit log", now.auditDays(), audit::forget);
  }

  private void purge(String what, int days, ToIntFunction<Instant> delete) {
    if (days == 0) {
      return;
    }
    Instant before = time.now().minus(Duration.ofDays(days));
    int all = 0;
    int batch;
    do {
      batch = delete.applyAsInt(before);
      all += batch;
    } while (Expiry.isFull(batch));
    if (all > 0) {
      log.info("Deleted {} {}, older than {} days", all, what, days);
    }
  }

  @Override
  protected void look() {
    purge();
  }
}
