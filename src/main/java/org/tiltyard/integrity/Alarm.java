package org.tiltyard.integrity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.identity.AdminAlert;
import org.tiltyard.identity.AdminNotice;
import org.tiltyard.identity.AdminNotices;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * Tells admins when the share of votes that are left out jumps: somebody may be cheating, or a rule
 * is too strict. The newest votes are compared with five times as many before them. It is told once
 * and stands until the share is near what it was.
 */
@Component
class Alarm implements AdminNotices {

  private static final String PAGE = "/admin/votes";
  private static final int TIMES_BEFORE = 5;

  /** The alarm that stands. Shares are of 1. */
  record Raised(Instant at, double share, double before) {}

  /** What share of the newest votes, and of those before them, is left out. */
  record Shares(double newest, double before, int votes) {}

  private final JdbcClient database;
  private final Standings standings;
  private final Live<IntegritySettings> settings;
  private final AuditLog audit;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Time time;
  private volatile Optional<Raised> standing = Optional.empty();

  Alarm(
      JdbcClient database,
      Standings standings,
      Live<IntegritySettings> integritySettings,
      AuditLog audit,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Time time) {
    this.database = database;
    this.standings = standings;
    this.settings = integritySettings;
    this.audit = audit;
    this.events = events;
    this.transaction = transaction;
    this.time = time;
  }

  /** Compares. Only the process that checks votes does. */
  void look() {
    IntegritySettings now = settings.get();
    Optional<Raised> raised = raised();
    if (now.alarmPoints() == 0) {
      raised.ifPresent(one -> end());
      return;
    }
    Optional<Shares> shares = shares(now.alarmVotes());
    if (shares.isEmpty()) {
      return;
    }
    double limit = now.alarmPoints() / 100.0;
    Shares found = shares.get();
    if (raised.isEmpty() && found.newest >= found.before + limit) {
      raise(found);
    } else if (raised.isPresent()
        && found.newest < Math.max(found.before, raised.get().before) + limit / 2) {
      end();
    }
  }

  /** Empty until there are enough votes to compare with. */
  private Optional<Shares> shares(int newest) {
    List<String> votes =
        database
            .sql(
                "select vote.battle_id from vote"
                    + " join battle on battle.id = vote.battle_id"
                    + " join conversation_tag on conversation_tag.conversation_id = vote.battle_id"
                    + " where battle.withdrawn_at is null"
                    + " order by vote.created_at desc, vote.battle_id desc limit "
                    + (1 + TIMES_BEFORE) * newest)
            .query((row, number) -> row.getString(1))
            .list();
    if (votes.size() < 2 * newest) {
      return Optional.empty();
    }
    return Optional.of(
        new Shares(
            share(votes.subList(0, newest)), share(votes.subList(newest, votes.size())), newest));
  }

  private double share(List<String> votes) {
    return (double) standings.leftOut(votes).size() / votes.size();
  }

  private void raise(Shares shares) {
    Instant now = time.now();
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("percent", percent(shares.newest));
    detail.put("before", percent(shares.before));
    detail.put("votes", shares.votes);
    transaction.executeWithoutResult(status -> {
      database
          .sql(
              "insert into integrity_alarm (id, raised_at, share, share_before)"
                  + " values (1, ?, ?, ?)")
          .params(Time.forDatabase(now), shares.newest, shares.before)
          .update();
      audit.recordBySystem("votes.left-out-jumped", "votes", "newest", "newest votes", detail);
      events.publishEvent(new AdminAlert("votes.left-out-jumped", detail, now));
    });
  }

  private static long percent(double share) {
    return Math.round(100 * share);
  }

  private void end() {
    database.sql("delete from integrity_alarm where id = 1").update();
  }

  private Optional<Raised> raised() {
    return database
        .sql("select raised_at, share, share_before from integrity_alarm where id = 1")
        .query((row, number) ->
            new Raised(
                row.getObject("raised_at", OffsetDateTime.class).toInstant(),
                row.getDouble("share"),
                row.getDouble("share_before")))
        .optional();
  }

  /** Reads what stands, for the pages of this node. */
  void refresh() {
    standing = raised();
  }

  @Override
  public List<AdminNotice> banners() {
    return standing
        .map(one ->
            AdminNotice.of("integrity.notice", PAGE, percent(one.share), percent(one.before)))
        .stream()
        .toList();
  }

  @Override
  public List<AdminNotice> toDo() {
    return banners();
  }
}
