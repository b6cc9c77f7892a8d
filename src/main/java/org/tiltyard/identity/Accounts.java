package org.tiltyard.identity;

import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/** Makes accounts and checks who knows their password. */
@Component
class Accounts {

  private static final int USERNAME_MAXIMUM = 80;

  private final AccountRecords records;
  private final Passwords passwords;
  private final JdbcClient database;
  private final Time time;

  Accounts(AccountRecords records, Passwords passwords, JdbcClient database, Time time) {
    this.records = records;
    this.passwords = passwords;
    this.database = database;
    this.time = time;
  }

  boolean hasAdmin() {
    return records.existsByRole(Role.ADMIN.word());
  }

  Optional<Account> find(AccountId id) {
    return records.findById(id);
  }

  /**
   * Makes an account.
   *
   * @throws AccountRefused when the name or the password breaks a rule
   */
  Account create(String username, String password, Role role) {
    String name = username.strip();
    if (name.isEmpty() || name.length() > USERNAME_MAXIMUM || hasControls(name)) {
      throw AccountRefused.username(USERNAME_MAXIMUM);
    }
    if (records.existsByUsernameIgnoreCase(name)) {
      throw AccountRefused.taken(name);
    }
    try {
      return records.save(Account.of(name, passwords.hash(password), role, time.now()));
    } catch (DuplicateKeyException takenMeanwhile) {
      throw AccountRefused.taken(name);
    }
  }

  private static boolean hasControls(String name) {
    return name.codePoints().anyMatch(Character::isISOControl);
  }

  /**
   * The account, if the password is its own and it may sign in. Takes as long for a name that no
   * one has. A hash of an older kind is made anew.
   */
  Optional<Account> authenticate(String username, String password) {
    Optional<Account> account =
        records.findByUsername(username.strip()).filter(found -> !found.disabled());
    boolean fits = passwords.fits(password, account.map(Account::passwordHash).orElse(null));
    if (!fits) {
      return Optional.empty();
    }
    account.ifPresent(found -> renewHash(found, password));
    return account;
  }

  private void renewHash(Account account, String password) {
    String old = account.passwordHash();
    if (old == null || !passwords.outdated(old)) {
      return;
    }
    try {
      database
          .sql("update account set password_hash = ? where id = ? and password_hash = ?")
          .params(passwords.hash(password), account.id().value(), old)
          .update();
    } catch (AccountRefused | SignInRefused notNow) {
      // Too short for today's rule, or the arena is busy: the old hash goes on.
    }
  }
}
