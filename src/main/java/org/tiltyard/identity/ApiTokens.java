package org.tiltyard.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/**
 * The tokens of programs. A token is looked up with every request, so one that is revoked, and one
 * whose account is disabled or has lost its role, is refused at once on every node.
 */
@Component
class ApiTokens {

  /** By which people, and programs that look for leaked secrets, know one when they see it. */
  static final String PREFIX = "tyd_";

  static final int NAME_MAXIMUM = 80;
  static final int DAYS_MAXIMUM = 3650;
  static final int TOKENS_MAXIMUM = 50;

  private static final int HINT = 8;

  /** How exact "last used" is; a write with every request would be dear. */
  private static final Duration USED_EVERY = Duration.ofMinutes(1);

  private static final String SELECT =
      "select api_token.*, account.username, account.role from api_token"
          + " join account on account.id = api_token.account_id";

  /** A token as it was made: the only time that its secret is there. */
  record Made(ApiToken token, String secret) {}

  private final JdbcClient database;
  private final AuditLog audit;
  private final Time time;

  ApiTokens(JdbcClient database, AuditLog audit, Time time) {
    this.database = database;
    this.audit = audit;
    this.time = time;
  }

  /**
   * Makes a token for the account itself.
   *
   * @param days until it expires; null for never
   * @throws TokenFormRefused when the name, the scopes or the days break a rule
   */
  @Transactional
  Made make(SignedIn owner, String name, Set<Scope> scopes, @Nullable Integer days) {
    check(owner, name, scopes, days);
    Instant now = time.now();
    String secret = PREFIX + Tokens.random();
    ApiToken token =
        new ApiToken(
            Identifier.random(),
            owner,
            name,
            secret.substring(0, HINT),
            scopes,
            now,
            days == null ? null : now.plus(Duration.ofDays(days)),
            null);
    store(token, secret);
    audit.record(
        owner, "token.created", "token", token.id(), name, Map.of("scopes", Scope.format(scopes)));
    return new Made(token, secret);
  }

  private void check(SignedIn owner, String name, Set<Scope> scopes, @Nullable Integer days) {
    if (name.isEmpty() || name.length() > NAME_MAXIMUM) {
      throw TokenFormRefused.name(NAME_MAXIMUM);
    }
    if (scopes.isEmpty() || !Scope.of(Role.of(owner.role())).containsAll(scopes)) {
      throw TokenFormRefused.scopes();
    }
    if (days != null && (days < 1 || days > DAYS_MAXIMUM)) {
      throw TokenFormRefused.days(DAYS_MAXIMUM);
    }
    if (of(owner.id()).size() >= TOKENS_MAXIMUM) {
      throw TokenFormRefused.tooMany(TOKENS_MAXIMUM);
    }
  }

  private void store(ApiToken token, String secret) {
    Instant expires = token.expiresAt();
    database
        .sql(
            "insert into api_token (id, account_id, name, token_hash, hint, scopes, created_at,"
                + " expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                token.id(),
                token.account().id().value(),
                token.name(),
                Tokens.hash(secret),
                token.hint(),
                Scope.format(token.scopes()),
                Time.forDatabase(token.createdAt()),
                expires == null ? null : Time.forDatabase(expires)))
        .update();
  }

  /** The token with this secret, if it is good now; notes that it was used. */
  Optional<ApiToken> use(String secret) {
    Instant now = time.now();
    Optional<ApiToken> found =
        database
            .sql(SELECT + " and not account.disabled where token_hash = ?")
            .param(Tokens.hash(secret))
            .query(ApiTokens::read)
            .optional()
            .filter(token -> !token.isExpired(now));
    found.ifPresent(token -> noteUse(token, now));
    return found;
  }

  private void noteUse(ApiToken token, Instant now) {
    Instant used = token.usedAt();
    if (used == null || used.plus(USED_EVERY).isBefore(now)) {
      database
          .sql("update api_token set used_at = ? where id = ?")
          .params(Time.forDatabase(now), token.id())
          .update();
    }
  }

  /** An account's tokens, the newest first. */
  List<ApiToken> of(AccountId account) {
    return database
        .sql(SELECT + " where account_id = ? order by api_token.created_at desc, api_token.id")
        .param(account.value())
        .query(ApiTokens::read)
        .list();
  }

  /** Everybody's tokens, by owner. */
  List<ApiToken> all() {
    return database
        .sql(SELECT + " order by account.username, api_token.created_at desc, api_token.id")
        .query(ApiTokens::read)
        .list();
  }

  /** Ends one's own token; of somebody else's it says that there is none. */
  @Transactional
  boolean revokeOwn(SignedIn owner, String id) {
    return find(id).filter(token -> token.account().id().equals(owner.id())).isPresent()
        && revoke(owner, id);
  }

  /** Ends a token, whoever's it is. False when there is none. */
  @Transactional
  boolean revoke(SignedIn by, String id) {
    Optional<ApiToken> token = find(id);
    token.ifPresent(found -> {
      database.sql("delete from api_token where id = ?").param(id).update();
      audit.record(
          by,
          "token.revoked",
          "token",
          id,
          found.name(),
          Map.of("owner", found.account().username(), "scopes", Scope.format(found.scopes())));
    });
    return token.isPresent();
  }

  private Optional<ApiToken> find(String id) {
    return database
        .sql(SELECT + " where api_token.id = ?")
        .param(id)
        .query(ApiTokens::read)
        .optional();
  }

  private static ApiToken read(ResultSet row, int number) throws SQLException {
    return new ApiToken(
        row.getString("id"),
        new SignedIn(
            new AccountId(row.getString("account_id")),
            row.getString("username"),
            row.getString("role")),
        row.getString("name"),
        row.getString("hint"),
        Scope.parse(row.getString("scopes")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        moment(row, "expires_at"),
        moment(row, "used_at"));
  }

  private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
