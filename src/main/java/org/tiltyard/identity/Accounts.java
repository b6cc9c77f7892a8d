package org.tiltyard.identity;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/** Makes accounts and checks who knows their password. */
@Component
class Accounts {

  static final int PASSWORD_MINIMUM = 12;

  /** bcrypt reads no more than this many bytes; a longer password would be cut in silence. */
  static final int PASSWORD_MAXIMUM_BYTES = 72;

  private static final int USERNAME_MAXIMUM = 80;

  private final AccountRecords records;
  private final PasswordEncoder encoder;
  private final Time time;
  private final String hashOfNobody;

  Accounts(AccountRecords records, PasswordEncoder encoder, Time time) {
    this.records = records;
    this.encoder = encoder;
    this.time = time;
    this.hashOfNobody = encoder.encode("nobody has this password");
  }

  boolean hasAdmin() {
    return records.existsByRole(Role.ADMIN.word());
  }

  /**
   * Makes an account.
   *
   * @throws AccountRefused when the name or the password breaks a rule
   */
  Account create(String username, String password, Role role) {
    String name = username.strip();
    if (name.isEmpty() || name.length() > USERNAME_MAXIMUM) {
      throw AccountRefused.username(USERNAME_MAXIMUM);
    }
    if (password.codePointCount(0, password.length()) < PASSWORD_MINIMUM
        || password.getBytes(StandardCharsets.UTF_8).length > PASSWORD_MAXIMUM_BYTES) {
      throw AccountRefused.password(PASSWORD_MINIMUM, PASSWORD_MAXIMUM_BYTES);
    }
    if (records.findByUsername(name).isPresent()) {
      throw AccountRefused.taken(name);
    }
    return records.save(Account.of(name, encoder.encode(password), role, time.now()));
  }

  /** The account, if the password is its own. Takes as long for a name that no one has. */
  Optional<Account> authenticate(String username, String password) {
    Optional<Account> account = records.findByUsername(username.strip());
    String hash = account.map(Account::passwordHash).orElse(hashOfNobody);
    boolean fits =
        password.getBytes(StandardCharsets.UTF_8).length <= PASSWORD_MAXIMUM_BYTES
            && encoder.matches(password, hash);
    return fits ? account : Optional.empty();
  }
}
