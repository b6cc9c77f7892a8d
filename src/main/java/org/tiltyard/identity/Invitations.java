package org.tiltyard.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/** Links that let somebody make an account: used once, revocable, kept as hashes only. */
@Component
class Invitations {

  static final int NOTE_MAXIMUM = 200;
  static final int DAYS_MAXIMUM = 365;
  private static final String SUBJECT = "invitation";

  private static final String SELECT =
      "select invitation.id, invitation.role, note, account.username as inviter,"
          + " invitation.created_at, invitation.expires_at from invitation"
          + " join account on account.id = invitation.invited_by";

  private final Accounts accounts;
  private final AuditLog audit;
  private final JdbcClient database;
  private final Time time;

  Invitations(Accounts accounts, AuditLog audit, JdbcClient database, Time time) {
    this.accounts = accounts;
    this.audit = audit;
    this.database = database;
    this.time = time;
  }

  /** Those that can still be accepted, the newest first. */
  List<Invitation> open() {
    return database
        .sql(SELECT + " where expires_at > ? order by invitation.created_at desc, invitation.id")
        .param(Time.forDatabase(time.now()))
        .query(Invitations::read)
        .list();
  }

  /** The invitation that a link holds, if it can still be accepted. */
  Optional<Invitation> find(String token) {
    return database
        .sql(SELECT + " where token_hash = ? and expires_at > ?")
        .params(Tokens.hash(token), Time.forDatabase(time.now()))
        .query(Invitations::read)
        .optional();
  }

  private static Invitation read(ResultSet row, int number) throws SQLException {
    return new Invitation(
        row.getString("id"),
        row.getString("role"),
        row.getString("note"),
        row.getString("inviter"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }

  /**
   * Invites somebody; returns the token of the link, which is kept nowhere.
   *
   * @param note whom it is for; may be empty
   * @throws PersonRefused when the note is too long or the days are out of range
   */
  @Transactional
  String invite(SignedIn by, Role role, String note, int days) {
    String words = note.strip();
    if (words.length() > NOTE_MAXIMUM) {
      throw PersonRefused.note(NOTE_MAXIMUM);
    }
    if (days < 1 || days > DAYS_MAXIMUM) {
      throw PersonRefused.days(DAYS_MAXIMUM);
    }
    String token = Tokens.random();
    String id = Identifier.random();
    Instant now = time.now();
    database
        .sql("delete from invitation where expires_at < ?")
        .param(Time.forDatabase(now))
        .update();
    database
        .sql(
            "insert into invitation (id, token_hash, role, note, invited_by, created_at,"
                + " expires_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            id,
            Tokens.hash(token),
            role.word(),
            words,
            by.id().value(),
            Time.forDatabase(now),
            Time.forDatabase(now.plus(Duration.ofDays(days))))
        .update();
    audit.record(
        by, "person.invited", SUBJECT, id, words, Map.of("role", role.word(), "days", days));
    return token;
  }

  /** Takes an invitation back; nothing happens when it was used meanwhile. */
  @Transactional
  void revoke(SignedIn by, String id) {
    Optional<Invitation> found =
        database
            .sql(SELECT + " where invitation.id = ?")
            .param(id)
            .query(Invitations::read)
            .optional();
    int revoked = database.sql("delete from invitation where id = ?").param(id).update();
    if (revoked > 0) {
      found.ifPresent(one ->
          audit.record(
              by,
              "person.invitation-revoked",
              SUBJECT,
              id,
              one.note(),
              Map.of("role", one.role())));
    }
  }

  /** Takes back what somebody gave out who may no longer invite. */
  void revokeAllBy(AccountId inviter) {
    database.sql("delete from invitation where invited_by = ?").param(inviter.value()).update();
  }

  /**
   * Makes the account and spends the link, or does neither. Empty when the link no longer works.
   *
   * @throws AccountRefused when the name or the password breaks a rule
   */
  @Transactional
  Optional<Account> accept(String token, String username, String password) {
    Optional<Invitation> found = find(token);
    int spent =
        database
            .sql("delete from invitation where token_hash = ? and expires_at > ?")
            .params(Tokens.hash(token), Time.forDatabase(time.now()))
            .update();
    if (found.isEmpty() || spent == 0) {
      return Optional.empty();
    }
    Invitation invitation = found.get();
    Account account = accounts.create(username, password, Role.of(invitation.role()));
    audit.record(
        account.signedIn(),
        "person.joined",
        "account",
        account.id().value(),
        account.username(),
        Map.of("role", account.role(), "invitedBy", invitation.invitedBy()));
    return Optional.of(account);
  }
}
