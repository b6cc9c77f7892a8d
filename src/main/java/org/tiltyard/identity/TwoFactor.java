package org.tiltyard.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.settings.Branding;
import org.tiltyard.settings.Live;

/** The second factor of accounts: codes of an app, and recovery codes for when it is lost. */
@Component
class TwoFactor {

  private static final String SUBJECT = "account";

  private final TwoFactorSecrets secrets;
  private final RecoveryCodes recovery;
  private final SignInThrottle throttle;
  private final AuditLog audit;
  private final Live<AccountSettings> settings;
  private final Live<Branding> branding;

  TwoFactor(
      TwoFactorSecrets secrets,
      RecoveryCodes recovery,
      SignInThrottle throttle,
      AuditLog audit,
      Live<AccountSettings> settings,
      Live<Branding> branding) {
    this.secrets = secrets;
    this.recovery = recovery;
    this.throttle = throttle;
    this.audit = audit;
    this.settings = settings;
    this.branding = branding;
  }

  /** Whether signing in takes a second factor. */
  boolean isOn(AccountId account) {
    return secrets.isConfirmed(account);
  }

  /** Whether the arena asks this role for a second factor. */
  boolean isRequired(String role) {
    return settings.get().requireTwoFactor().includes(role);
  }

  /** Makes a secret; it counts from {@link #confirm} on. */
  @Transactional
  void begin(AccountId account) {
    secrets.begin(account);
  }

  /** What an app needs of the secret that waits for its first code. */
  Optional<Enrolment> enrolment(SignedIn who) {
    return secrets
        .unconfirmed(who.id())
        .map(secret -> Enrolment.of(who, secret, branding.get().name()));
  }

  /** Gives up a secret that waits for its first code. */
  void cancel(AccountId account) {
    secrets.removeUnconfirmed(account);
  }

  /**
   * Turns two-factor on with a first code; returns the recovery codes, which are kept nowhere.
   *
   * @throws SignInRefused when the code is wrong, or after too many wrong ones
   */
  @Transactional
  List<String> confirm(SignedIn who, String code) {
    if (!secrets.confirm(who.id(), code)) {
      throw SignInRefused.code();
    }
    note(who, "account.two-factor-on");
    return recovery.renew(who.id());
  }

  /**
   * Takes a code of the app.
   *
   * @throws SignInRefused when it is wrong or was used before, or after too many wrong ones
   */
  void requireCode(AccountId account, String code) {
    throttle.before(account);
    if (!secrets.use(account, code)) {
      throw SignInRefused.code();
    }
    throttle.succeeded(account);
  }

  /**
   * Takes a recovery code.
   *
   * @throws SignInRefused when it is wrong or was used before, or after too many wrong ones
   */
  void requireRecoveryCode(SignedIn who, String code) {
    throttle.before(who.id());
    if (!recovery.use(who.id(), code)) {
      throw SignInRefused.recoveryCode();
    }
    throttle.succeeded(who.id());
    note(who, "account.recovery-code-used");
  }

  int recoveryCodesLeft(AccountId account) {
    return recovery.left(account);
  }

  /** Makes new recovery codes; the old ones no longer work. */
  @Transactional
  List<String> renewRecoveryCodes(SignedIn who) {
    note(who, "account.recovery-codes-made");
    return recovery.renew(who.id());
  }

  /** Turns it off for oneself. */
  @Transactional
  void turnOff(SignedIn who) {
    if (remove(who.id())) {
      note(who, "account.two-factor-off");
    }
  }

  /** Takes the second factor off an account whose owner has lost it. */
  @Transactional
  void reset(SignedIn by, Person person) {
    if (remove(person.id())) {
      audit.record(
          by, "person.two-factor-reset", SUBJECT, person.id().value(), person.username(), Map.of());
    }
  }

  private boolean remove(AccountId account) {
    recovery.remove(account);
    return secrets.remove(account);
  }

  private void note(SignedIn who, String action) {
    audit.record(who, action, SUBJECT, who.id().value(), who.username(), Map.of());
  }
}
