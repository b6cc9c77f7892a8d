package org.tiltyard.identity;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do with their own account. */
@Component
class OwnAccount {

  private final AccountRecords records;
  private final Passwords passwords;
  private final Sessions sessions;
  private final SignInThrottle throttle;
  private final AuditLog audit;

  OwnAccount(
      AccountRecords records,
      Passwords passwords,
      Sessions sessions,
      SignInThrottle throttle,
      AuditLog audit) {
    this.records = records;
    this.passwords = passwords;
    this.sessions = sessions;
    this.throttle = throttle;
    this.audit = audit;
  }

  /**
   * Checks the present password before something that a borrowed browser must not do.
   *
   * @throws AccountRefused when it is wrong
   * @throws SignInRefused after too many failures
   */
  void requirePassword(SignedIn who, String present) {
    throttle.before(who.id());
    Account account = records.findById(who.id()).orElseThrow();
    if (!passwords.fits(present, account.passwordHash())) {
      throw AccountRefused.presentPassword();
    }
    throttle.succeeded(who.id());
  }

  /**
   * Changes the password; every session of the account ends, and whoever changed it gets a new one.
   *
   * @throws AccountRefused when the new one breaks the rule
   */
  @Transactional
  void changePassword(SignedIn who, String chosen) {
    Account account = records.findById(who.id()).orElseThrow();
    if (account.passwordHash() == null) {
      throw PersonRefused.noPassword(account.username());
    }
    records.save(account.withPassword(passwords.hash(chosen)));
    sessions.closeAll(who.id());
    audit.record(
        who, "account.password-changed", "account", who.id().value(), who.username(), Map.of());
  }
}
