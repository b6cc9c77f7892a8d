package org.tiltyard.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * What admins do with accounts. Each change is one transaction with its audit entry. Whatever two
 * admins do at the same time, one active admin is left.
 */
@Component
class People {

  private static final String SUBJECT = "account";
  private static final String ROLE_CHANGED = "person.role-changed";

  private static final String SELECT =
      "select account.id, username, role, disabled, seen_at, account.created_at,"
          + " case when password_hash is null then 0 else 1 end as has_password,"
          + " case when confirmed_at is null then 0 else 1 end as has_two_factor from account"
          + " left join two_factor on two_factor.account_id = account.id";

  private final AccountRecords records;
  private final Sessions sessions;
  private final Invitations invitations;
  private final AuditLog audit;
  private final JdbcClient database;

  People(
      AccountRecords records,
      Sessions sessions,
      Invitations invitations,
      AuditLog audit,
      JdbcClient database) {
    this.records = records;
    this.sessions = sessions;
    this.invitations = invitations;
    this.audit = audit;
    this.database = database;
  }

  /** Everybody, by name. */
  List<Person> all() {
    return database
        .sql(SELECT + " order by lower(username), account.id")
        .query(People::read)
        .list();
  }

  /** The person; "not found" when there is no such account. */
  Person find(AccountId id) {
    Optional<Person> found =
        database
            .sql(SELECT + " where account.id = ?")
            .param(id.value())
            .query(People::read)
            .optional();
    return found.orElseThrow(People::notFound);
  }

  private static Person read(ResultSet row, int number) throws SQLException {
    OffsetDateTime seen = row.getObject("seen_at", OffsetDateTime.class);
    return new Person(
        new AccountId(row.getString("id")),
        row.getString("username"),
        row.getString("role"),
        row.getBoolean("disabled"),
        row.getInt("has_password") == 1,
        row.getInt("has_two_factor") == 1,
        seen == null ? null : seen.toInstant(),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  /** Gives the account another role; its sessions end, so that nothing goes on with the old one. */
  @Transactional
  void changeRole(SignedIn by, AccountId id, Role role) {
    Account account = lock(id);
    if (change(account, role)) {
      note(by, ROLE_CHANGED, account, Map.of("from", account.role(), "to", role.word()));
    }
  }

  /**
   * The same where the person's groups at the issuer have another role than before.
   *
   * @throws PersonRefused for the last active admin
   */
  @Transactional
  void followGroups(AccountId id, Role role) {
    Account account = lock(id);
    if (change(account, role)) {
      audit.recordBySystem(
          ROLE_CHANGED,
          SUBJECT,
          id.value(),
          account.username(),
          Map.of("from", account.role(), "to", role.word(), "because", "groups"));
    }
  }

  private boolean change(Account account, Role role) {
    if (account.role().equals(role.word())) {
      return false;
    }
    if (role != Role.ADMIN) {
      requireAnotherAdmin(account);
      invitations.revokeAllBy(account.id());
    }
    records.save(account.as(role));
    sessions.closeAll(account.id());
    return true;
  }

  /** Shuts the account out, at once; it keeps its name and can be let in again. */
  @Transactional
  void disable(SignedIn by, AccountId id) {
    Account account = lock(id);
    if (account.disabled()) {
      return;
    }
    requireAnotherAdmin(account);
    records.save(account.disable());
    sessions.closeAll(id);
    invitations.revokeAllBy(id);
    note(by, "person.disabled", account, Map.of());
  }

  @Transactional
  void enable(SignedIn by, AccountId id) {
    Account account = lock(id);
    if (account.disabled()) {
      records.save(account.enable());
      note(by, "person.enabled", account, Map.of());
    }
  }

  /** Deletes the account with all that lets it in. What it did stays in the audit log. */
  @Transactional
  void delete(SignedIn by, AccountId id) {
    Account account = lock(id);
    requireAnotherAdmin(account);
    records.deleteById(id);
    note(by, "person.deleted", account, Map.of("role", account.role()));
  }

  /** Signs the person out everywhere. */
  @Transactional
  void endSessions(SignedIn by, AccountId id) {
    Account account = lock(id);
    int ended = sessions.closeAll(id);
    note(by, "person.sessions-ended", account, Map.of("sessions", ended));
  }

  /** Signs the person out in one browser. */
  @Transactional
  void endSession(SignedIn by, AccountId id, SessionId session) {
    Account account = lock(id);
    if (sessions.close(id, session)) {
      note(by, "person.sessions-ended", account, Map.of("sessions", 1));
    }
  }

  /**
   * The account, with its row and every active admin's locked until the transaction ends: of two
   * admins who remove each other, the second waits here and then finds itself the last.
   */
  private Account lock(AccountId id) {
    database
        .sql(
            "select id from account where (role = 'admin' and not disabled) or id = ?"
                + " order by id for update")
        .param(id.value())
        .query(String.class)
        .list();
    return records.findById(id).orElseThrow(People::notFound);
  }

  private void requireAnotherAdmin(Account account) {
    if (!account.isActiveAdmin()) {
      return;
    }
    long others =
        database
            .sql("select count(*) from account where role = 'admin' and not disabled and id <> ?")
            .param(account.id().value())
            .query(Long.class)
            .single();
    if (others == 0) {
      throw PersonRefused.lastAdmin(account.username());
    }
  }

  private void note(SignedIn by, String action, Account account, Map<String, ?> detail) {
    audit.record(by, action, SUBJECT, account.id().value(), account.username(), detail);
  }
}
