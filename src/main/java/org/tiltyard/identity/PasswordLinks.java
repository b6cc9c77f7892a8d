package org.tiltyard.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * Links with which somebody who forgot a password chooses another: made by an admin, used once, at
 * most one a person. Until it is used, the old password holds.
 */
@Component
class PasswordLinks {

  private static final String SUBJECT = "account";

  private final AccountRecords records;
  private final Passwords passwords;
  private final Sessions sessions;
  private final AuditLog audit;
  private final Live<AccountSettings> settings;
  private final JdbcClient database;
  private final Time time;

  PasswordLinks(
      AccountRecords records,
      Passwords passwords,
      Sessions sessions,
      AuditLog audit,
      Live<AccountSettings> settings,
      JdbcClient database,
      Time time) {
    this.records = records;
    this.passwords = passwords;
    this.sessions = sessions;
    this.audit = audit;
    this.settings = settings;
    this.database = database;
    this.time = time;
  }

  /**
   * Makes a link; an older one no longer works. Returns the token, which is kept nowhere.
   *
   * @throws PersonRefused when the account is disabled or has no password here
   */
  @Transactional
  String make(SignedIn by, AccountId id) {
    Account account =
        records.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    if (account.disabled()) {
      throw PersonRefused.isDisabled(account.username());
    }
    if (account.passwordHash() == null) {
      throw PersonRefused.noPassword(account.username());
    }
    String token = Tokens.random();
    Instant now = time.now();
    int hours = settings.get().passwordLinkHours();
    database.sql("delete from password_link where account_id = ?").param(id.value()).update();
    database
        .sql(
            "insert into password_link (account_id, token_hash, created_at, expires_at)"
                + " values (?, ?, ?, ?)")
        .params(
            id.value(),
            Tokens.hash(token),
            Time.forDatabase(now),
            Time.forDatabase(now.plus(Duration.ofHours(hours))))
        .update();
    audit.record(
        by,
        "person.password-link-made",
        SUBJECT,
        id.value(),
        account.username(),
        Map.of("hours", hours));
    return token;
  }

  /** Whose password a link changes, if it still works. */
  Optional<Account> find(String token) {
    return database
        .sql("select account_id from password_link where token_hash = ? and expires_at > ?")
        .params(Tokens.hash(token), Time.forDatabase(time.now()))
        .query(String.class)
        .optional()
        .flatMap(id -> records.findById(new AccountId(id)))
        .filter(account -> !account.disabled());
  }

  /**
   * Changes the password, spends the link and signs the person out everywhere, or does nothing.
   * False when the link no longer works.
   *
   * @throws AccountRefused when the password breaks the rule
   */
  @Transactional
  boolean use(String token, String password) {
    Optional<Account> found = find(token);
    int spent =
        database
            .sql("delete from password_link where token_hash = ? and expires_at > ?")
            .params(Tokens.hash(token), Time.forDatabase(time.now()))
            .update();
    if (found.isEmpty() || spent == 0) {
      return false;
    }
    Account account = found.get();
    records.save(account.withPassword(passwords.hash(password)));
    sessions.closeAll(account.id());
    audit.record(
        account.signedIn(),
        "account.password-reset",
        SUBJECT,
        account.id().value(),
        account.username(),
        Map.of());
    return true;
  }
}
