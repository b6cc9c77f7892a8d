package org.tiltyard.identity;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.shared.Time;

/**
 * The way to the first admin: from the settings, or by a link that is printed at start, works once,
 * and is made anew at every start until someone used it. There is no default password.
 */
@Component
class SetUp {

  private static final Logger log = LoggerFactory.getLogger(SetUp.class);

  private final Accounts accounts;
  private final IdentitySettings settings;
  private final JdbcClient database;
  private final Time time;

  SetUp(Accounts accounts, IdentitySettings settings, JdbcClient database, Time time) {
    this.accounts = accounts;
    this.settings = settings;
    this.database = database;
    this.time = time;
  }

  @EventListener
  void onStart(ApplicationReadyEvent event) {
    if (accounts.hasAdmin()) {
      return;
    }
    String password = settings.password();
    if (password != null && !password.isBlank()) {
      accounts.create(settings.username(), password, Role.ADMIN);
      log.info("Made the admin account {} from the settings", settings.username());
      return;
    }
    String port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
    print(newLink(), port == null ? "8080" : port);
  }

  /** On the console and not in the log: logs are kept, shipped and read by others. */
  private static void print(String token, String port) {
    System.out.printf(
        "%n  The arena is open:        http://localhost:%s/%n"
            + "  Create the admin account: http://localhost:%s/setup/%s%n"
            + "  (this link works once, until the next start)%n%n",
        port, port, token);
  }

  private String newLink() {
    String token = Tokens.random();
    database.sql("delete from setup_link").update();
    database
        .sql("insert into setup_link (token_hash, created_at) values (?, ?)")
        .params(Tokens.hash(token), Time.forDatabase(time.now()))
        .update();
    return token;
  }

  /** Whether the link still opens. */
  boolean isOpen(String token) {
    return !accounts.hasAdmin()
        && database
            .sql("select 1 from setup_link where token_hash = ?")
            .param(Tokens.hash(token))
            .query(Integer.class)
            .optional()
            .isPresent();
  }

  /** Makes the admin and spends the link, or does neither. Empty when the link was spent. */
  @Transactional
  Optional<Account> createAdmin(String token, String username, String password) {
    int spent =
        database
            .sql("delete from setup_link where token_hash = ?")
            .param(Tokens.hash(token))
            .update();
    if (spent == 0 || accounts.hasAdmin()) {
      return Optional.empty();
    }
    return Optional.of(accounts.create(username, password, Role.ADMIN));
  }
}
