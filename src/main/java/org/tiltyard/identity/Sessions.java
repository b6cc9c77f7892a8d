package org.tiltyard.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/**
 * Who is signed in: a random token in a cookie, its hash in the database. Looked up with every
 * request, so an ended session, a disabled account or another role counts at once on every node.
 */
@Component
class Sessions {

  /** How exact "last seen" is; a write with every request would be dear. */
  private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

  private static final String SELECT =
      "select account_session.id, account_session.browser, account_session.platform,"
          + " account_session.created_at, account_session.seen_at, account_session.expires_at,"
          + " account.id as account_id, account.username, account.role from account_session"
          + " join account on account.id = account_session.account_id and not account.disabled";

  private final JdbcClient database;
  private final IdentitySettings lengths;
  private final Live<AccountSettings> settings;
  private final Time time;

  Sessions(
      JdbcClient database, IdentitySettings lengths, Live<AccountSettings> settings, Time time) {
    this.database = database;
    this.lengths = lengths;
    this.settings = settings;
    this.time = time;
  }

  Duration length() {
    return lengths.sessionLength();
  }

  /** Signs the account in; returns the token for the cookie. */
  String open(AccountId account, Device device) {
    String token = Tokens.random();
    Instant now = time.now();
    database
        .sql("delete from account_session where expires_at < ?")
        .param(Time.forDatabase(now))
        .update();
    database
        .sql(
            "insert into account_session (token_hash, id, account_id, browser, platform,"
                + " created_at, seen_at, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                Tokens.hash(token),
                Identifier.random(),
                account.value(),
                device.browser(),
                device.platform(),
                Time.forDatabase(now),
                Time.forDatabase(now),
                Time.forDatabase(now.plus(length()))))
        .update();
    noteSeen(account, now);
    return token;
  }

  Optional<Session> find(String token) {
    return database
        .sql(SELECT + " where token_hash = ? and expires_at > ?")
        .params(Tokens.hash(token), Time.forDatabase(time.now()))
        .query(Sessions::read)
        .optional();
  }

  /** The sessions of an account, the last used first. */
  List<Session> of(AccountId account) {
    return database
        .sql(SELECT + " where account_id = ? and expires_at > ? order by seen_at desc, id")
        .params(account.value(), Time.forDatabase(time.now()))
        .query(Sessions::read)
        .list();
  }

  private static Session read(ResultSet row, int number) throws SQLException {
    return new Session(
        new SessionId(row.getString("id")),
        new SignedIn(
            new AccountId(row.getString("account_id")),
            row.getString("username"),
            row.getString("role")),
        new Device(row.getString("browser"), row.getString("platform")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("seen_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }

  /**
   * Notes that a session is in use, at most once a minute. Returns whether its end has moved, so
   * that its cookie has to be given out again.
   */
  boolean touch(Session session) {
    Instant now = time.now();
    if (session.seenAt().plus(SEEN_EVERY).isAfter(now)) {
      return false;
    }
    boolean sliding = settings.get().sessionExpiry() == AccountSettings.Expiry.SLIDING;
    Instant end = sliding ? now.plus(length()) : session.expiresAt();
    database
        .sql("update account_session set seen_at = ?, expires_at = ? where id = ?")
        .params(Time.forDatabase(now), Time.forDatabase(end), session.id().value())
        .update();
    noteSeen(session.account().id(), now);
    return sliding;
  }

  private void noteSeen(AccountId account, Instant now) {
    database
        .sql("update account set seen_at = ? where id = ?")
        .params(Time.forDatabase(now), account.value())
        .update();
  }

  void close(String token) {
    database
        .sql("delete from account_session where token_hash = ?")
        .param(Tokens.hash(token))
        .update();
  }

  /** Ends one session of the account; false when it has no such session. */
  boolean close(AccountId account, SessionId session) {
    return database
            .sql("delete from account_session where account_id = ? and id = ?")
            .params(account.value(), session.value())
            .update()
        > 0;
  }

  /** Ends all sessions of the account but one; returns how many. */
  int closeOthers(AccountId account, SessionId kept) {
    return database
        .sql("delete from account_session where account_id = ? and id <> ?")
        .params(account.value(), kept.value())
        .update();
  }

  /** Ends all sessions of the account and what it has begun to sign in; returns how many. */
  int closeAll(AccountId account) {
    database.sql("delete from sign_in_step where account_id = ?").param(account.value()).update();
    return database
        .sql("delete from account_session where account_id = ?")
        .param(account.value())
        .update();
  }
}
