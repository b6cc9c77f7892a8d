package org.tiltyard.identity;

import java.time.Duration;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * The brake on guessing. Every try is counted before the password is looked at, by the name that
 * was given, whether or not somebody has it, and by the network; a right one is given back. The
 * counts are in the database and hold for all nodes.
 *
 * <p>A count is one number: the moment at which the allowance is whole again. A try moves it on by
 * a share of the window, and is refused when it would lie more than a window ahead.
 */
@Component
class SignInThrottle {

  private final JdbcClient database;
  private final Networks networks;
  private final Live<AccountSettings> settings;
  private final Time time;

  SignInThrottle(
      JdbcClient database, Networks networks, Live<AccountSettings> settings, Time time) {
    this.database = database;
    this.networks = networks;
    this.settings = settings;
    this.time = time;
  }

  /**
   * Counts a try to sign in.
   *
   * @throws SignInRefused when there were too many failures
   */
  void before(String username, ServerWebExchange exchange) {
    NetworkId network = networks.of(exchange);
    // An address of this machine or a private range may be a proxy's that stands for everybody.
    if (!network.local()) {
      take(byNetwork(network), settings.get().failedSignInsByNetwork());
    }
    take(byName(username), settings.get().failedSignIns());
  }

  /** Gives the try back: it was right. */
  void succeeded(String username, ServerWebExchange exchange) {
    clear(byName(username));
    giveBack(byNetwork(networks.of(exchange)), settings.get().failedSignInsByNetwork());
  }

  /**
   * Counts a try with something else that belongs to an account: a code, the present password.
   *
   * @throws SignInRefused when there were too many failures
   */
  void before(AccountId account) {
    take(byAccount(account), settings.get().failedSignIns());
  }

  void succeeded(AccountId account) {
    clear(byAccount(account));
  }

  private static String byName(String username) {
    return "name:" + Tokens.hash(username.strip().toLowerCase(Locale.ROOT));
  }

  private static String byNetwork(NetworkId network) {
    return "network:" + network.value();
  }

  private static String byAccount(AccountId account) {
    return "account:" + account.value();
  }

  private void take(String subject, int allowed) {
    long now = time.now().toEpochMilli();
    long window = settings.get().failedSignInsWithin().toMillis();
    long share = window / allowed;
    database.sql("delete from sign_in_throttle where full_at < ?").param(now).update();
    database
        .sql("insert into sign_in_throttle (subject, full_at) values (?, ?) on conflict do nothing")
        .params(subject, now)
        .update();
    boolean taken =
        database
                .sql(
                    "update sign_in_throttle set full_at = greatest(full_at, ?) + ?"
                        + " where subject = ? and greatest(full_at, ?) + ? <= ?")
                .params(now, share, subject, now, share, now + window)
                .update()
            > 0;
    if (!taken) {
      throw SignInRefused.throttled(Duration.ofMillis(fullAt(subject, now) + share - now - window));
    }
  }

  private long fullAt(String subject, long now) {
    return database
        .sql("select full_at from sign_in_throttle where subject = ?")
        .param(subject)
        .query(Long.class)
        .optional()
        .orElse(now);
  }

  private void giveBack(String subject, int allowed) {
    long share = settings.get().failedSignInsWithin().toMillis() / allowed;
    database
        .sql("update sign_in_throttle set full_at = full_at - ? where subject = ?")
        .params(share, subject)
        .update();
  }

  private void clear(String subject) {
    database.sql("delete from sign_in_throttle where subject = ?").param(subject).update();
  }
}
