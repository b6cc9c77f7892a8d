package org.tiltyard.identity;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/** Who is signed in: a random token in a cookie, its hash in the database, on any node. */
@Component
class Sessions {

  private final JdbcClient database;
  private final IdentitySettings settings;
  private final Time time;

  Sessions(JdbcClient database, IdentitySettings settings, Time time) {
    this.database = database;
    this.settings = settings;
    this.time = time;
  }

  /** Signs the account in; returns the token for the cookie. */
  String open(AccountId account) {
    String token = Tokens.random();
    var now = time.now();
    database
        .sql("delete from account_session where expires_at < ?")
        .param(Time.forDatabase(now))
        .update();
    database
        .sql(
            "insert into account_session (token_hash, account_id, created_at, expires_at)"
                + " values (?, ?, ?, ?)")
        .params(
            Tokens.hash(token),
            account.value(),
            Time.forDatabase(now),
            Time.forDatabase(now.plus(settings.sessionLength())))
        .update();
    return token;
  }

  Optional<SignedIn> find(String token) {
    return database
        .sql(
            "select account.id, account.username, account.role from account_session"
                + " join account on account.id = account_session.account_id"
                + " where token_hash = ? and expires_at > ?")
        .params(Tokens.hash(token), Time.forDatabase(time.now()))
        .query((row, number) ->
            new SignedIn(
                new AccountId(row.getString("id")),
                row.getString("username"),
                row.getString("role")))
        .optional();
  }

  void close(String token) {
    database
        .sql("delete from account_session where token_hash = ?")
        .param(Tokens.hash(token))
        .update();
  }
}
