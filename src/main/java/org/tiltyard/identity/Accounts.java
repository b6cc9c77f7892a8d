package org.tiltyard.identity;

import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/** Makes accounts and checks who knows their password. */
@Component
class Accounts {

  private static final int USERNAME_MAXIMUM = 80;
  private static final int NUMBER_ROOM = 8;

  /** Controls, and invisible characters that make a name look like another. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}]");

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

  /**
   * Makes an account that signs in elsewhere, named as wanted as far as the name is free and fit;
   * else with a number behind it.
   *
   * @throws AccountRefused when somebody takes the name at this very moment
   */
  Account createElsewhere(String wanted, Role role) {
    String name = freeName(wanted);
    try {
      return records.save(Account.of(name, null, role, time.now()));
    } catch (DuplicateKeyException takenMeanwhile) {
      throw AccountRefused.taken(name);
    }
  }

  private String freeName(String wanted) {
    String base = fit(wanted);
    String name = base;
    for (int number = 2; records.existsByUsernameIgnoreCase(name); number++) {
      name = base + "-" + number;
    }
    return name;
  }

  /** The nearest user name, with room for a number; never half a character. */
  static String fit(String wanted) {
    String plain = UNFIT.matcher(wanted).replaceAll("").strip();
    if (plain.isEmpty()) {
      return "somebody";
    }
    int end = Math.min(plain.length(), USERNAME_MAXIMUM - NUMBER_ROOM);
    return plain.substring(0, Character.isHighSurrogate(plain.charAt(end - 1)) ? end - 1 : end);
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
