package org.tiltyard.integrity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.shared.Time;

/**
 * Judges, and networks of a day, none of whose votes count. They can go on voting, and are not
 * told: who is told, comes back as somebody else.
 */
@Component
class Bans {

  private static final String JUDGE = "arena_user_";

  /**
   * A ban.
   *
   * @param subject the number of the judge, or the network's hash
   */
  record Ban(
      Kind kind, String subject, String reason, @Nullable String note, String by, Instant at) {}

  /** What can be banned. */
  enum Kind {
    JUDGE("banned_judge", "judge", "select battle_id from vote where judge = ?"),
    NETWORK("banned_network", "network", "select battle_id from vote_network where network = ?");

    private final String table;
    private final String column;
    private final String votes;

    Kind(String table, String column, String votes) {
      this.table = table;
      this.column = column;
      this.votes = votes;
    }

    private Object key(String subject) {
      return this == JUDGE ? (Object) Integer.valueOf(subject) : subject;
    }

    /** As messages and the audit log have it. */
    public String word() {
      return column;
    }
  }

  private final JdbcClient database;
  private final Announcements announcements;
  private final AuditLog audit;
  private final Time time;

  Bans(JdbcClient database, Announcements announcements, AuditLog audit, Time time) {
    this.database = database;
    this.announcements = announcements;
    this.audit = audit;
    this.time = time;
  }

  /**
   * Bans a judge or a network; a ban that stands already is left as it is.
   *
   * @throws VoteNotFound when there are no votes of it
   */
  @Transactional
  public void ban(Kind kind, String subject, Verdict verdict, SignedIn by) {
    List<String> votes = votes(kind, subject);
    if (votes.isEmpty()) {
      throw new VoteNotFound();
    }
    if (of(kind, subject).isPresent()) {
      return;
    }
    database
        .sql(
            "insert into %s (%s, reason, note, account_id, banned_by, banned_at)"
                    .formatted(kind.table, kind.column)
                + " values (?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                kind.key(subject),
                verdict.reason().word(),
                verdict.note(),
                by.id().value(),
                by.username(),
                Time.forDatabase(time.now())))
        .update();
    audit.record(
        by,
        kind.word() + ".banned",
        kind.word(),
        subject,
        name(kind, subject),
        Map.of(
            "reason",
            verdict.reason().word(),
            "note",
            verdict.note() == null ? "" : verdict.note(),
            "votes",
            votes.size()));
    announcements.changed(votes);
  }

  /** Lets the votes of a judge or a network count again, as far as nothing else is in the way. */
  @Transactional
  public void lift(Kind kind, String subject, SignedIn by) {
    int lifted =
        database
            .sql("delete from %s where %s = ?".formatted(kind.table, kind.column))
            .param(kind.key(subject))
            .update();
    if (lifted > 0) {
      List<String> votes = votes(kind, subject);
      audit.record(
          by,
          kind.word() + ".ban-lifted",
          kind.word(),
          subject,
          name(kind, subject),
          Map.of("votes", votes.size()));
      announcements.changed(votes);
    }
  }

  private List<String> votes(Kind kind, String subject) {
    return database
        .sql(kind.votes)
        .param(kind.key(subject))
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static String name(Kind kind, String subject) {
    return kind == Kind.JUDGE ? JUDGE + subject : subject;
  }

  Optional<Ban> of(Kind kind, String subject) {
    return database
        .sql("select * from %s where %s = ?".formatted(kind.table, kind.column))
        .param(kind.key(subject))
        .query((row, number) -> ban(kind, row))
        .optional();
  }

  /** Every ban of that kind, the newest first. */
  List<Ban> all(Kind kind) {
    return database
        .sql("select * from %s order by banned_at desc, %s".formatted(kind.table, kind.column))
        .query((row, number) -> ban(kind, row))
        .list();
  }

  private static Ban ban(Kind kind, java.sql.ResultSet row) throws java.sql.SQLException {
    return new Ban(
        kind,
        row.getString(kind.column),
        row.getString("reason"),
        row.getString("note"),
        row.getString("banned_by"),
        row.getObject("banned_at", OffsetDateTime.class).toInstant());
  }
}
