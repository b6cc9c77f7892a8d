package org.tiltyard.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;
import org.tiltyard.shared.Vault;
import org.tiltyard.shared.VaultContents;

/** The secrets that accounts share with their apps, sealed. */
@Component
class TwoFactorSecrets implements VaultContents {

  private record Row(String account, String secret, long lastStep) {}

  private final JdbcClient database;
  private final Vault vault;
  private final Time time;

  TwoFactorSecrets(JdbcClient database, Vault vault, Time time) {
    this.database = database;
    this.vault = vault;
    this.time = time;
  }

  private static String place(String account) {
    return "two-factor/" + account;
  }

  /** Makes a secret that counts once a code has confirmed it; nothing when one counts already. */
  void begin(AccountId account) {
    removeUnconfirmed(account);
    database
        .sql(
            "insert into two_factor (account_id, secret, last_step, created_at)"
                + " values (?, ?, 0, ?) on conflict do nothing")
        .params(
            account.value(),
            vault.seal(Totp.newSecret(), place(account.value())),
            Time.forDatabase(time.now()))
        .update();
  }

  void removeUnconfirmed(AccountId account) {
    database
        .sql("delete from two_factor where account_id = ? and confirmed_at is null")
        .param(account.value())
        .update();
  }

  /** The secret that waits for its first code. */
  Optional<String> unconfirmed(AccountId account) {
    return row(account, "confirmed_at is null").map(this::open);
  }

  boolean isConfirmed(AccountId account) {
    return row(account, "confirmed_at is not null").isPresent();
  }

  /** Confirms the secret, if this is a code of it. */
  boolean confirm(AccountId account, String code) {
    Optional<Row> row = row(account, "confirmed_at is null");
    OptionalLong step = matching(row, code);
    return step.isPresent()
        && database
                .sql(
                    "update two_factor set confirmed_at = ?, last_step = ?"
                        + " where account_id = ? and confirmed_at is null")
                .params(Time.forDatabase(time.now()), step.getAsLong(), account.value())
                .update()
            > 0;
  }

  /** Spends a code, if it is right and no code of its time or later was spent before. */
  boolean use(AccountId account, String code) {
    OptionalLong step = matching(row(account, "confirmed_at is not null"), code);
    return step.isPresent()
        && database
                .sql(
                    "update two_factor set last_step = ? where account_id = ? and last_step < ?"
                        + " and confirmed_at is not null")
                .params(step.getAsLong(), account.value(), step.getAsLong())
                .update()
            > 0;
  }

  private OptionalLong matching(Optional<Row> row, String code) {
    String digits = code.replaceAll("\\s", "");
    return row.map(found -> Totp.matching(open(found), digits, time.now(), found.lastStep()))
        .orElseGet(OptionalLong::empty);
  }

  boolean remove(AccountId account) {
    return database
            .sql("delete from two_factor where account_id = ?")
            .param(account.value())
            .update()
        > 0;
  }

  private Optional<Row> row(AccountId account, String condition) {
    return database
        .sql(
            "select account_id, secret, last_step from two_factor where account_id = ?"
                + " and "
                + condition)
        .param(account.value())
        .query(TwoFactorSecrets::read)
        .optional();
  }

  private static Row read(ResultSet row, int number) throws SQLException {
    return new Row(row.getString("account_id"), row.getString("secret"), row.getLong("last_step"));
  }

  private String open(Row row) {
    return vault.open(row.secret(), place(row.account()));
  }

  private List<Row> sealedBefore() {
    return database
        .sql("select account_id, secret, last_step from two_factor")
        .query(TwoFactorSecrets::read)
        .list()
        .stream()
        .filter(row -> !vault.isCurrent(row.secret()))
        .toList();
  }

  @Override
  public int outdated() {
    return sealedBefore().size();
  }

  @Override
  public int reseal() {
    int done = 0;
    for (Row row : sealedBefore()) {
      done +=
          database
              .sql("update two_factor set secret = ? where account_id = ? and secret = ?")
              .params(vault.reseal(row.secret(), place(row.account())), row.account(), row.secret())
              .update();
    }
    return done;
  }
}
