package org.tiltyard.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.shared.Time;

/** Sign-ins between the password and the second factor: a cookie of their own, for ten minutes. */
@Component
class SignInSteps {

  private static final String COOKIE = "tiltyard_sign_in";
  private static final Duration LENGTH = Duration.ofMinutes(10);

  private final JdbcClient database;
  private final Time time;

  SignInSteps(JdbcClient database, Time time) {
    this.database = database;
    this.time = time;
  }

  void begin(AccountId account, String next, ServerWebExchange exchange) {
    String token = Tokens.random();
    Instant now = time.now();
    database
        .sql("delete from sign_in_step where expires_at < ?")
        .param(Time.forDatabase(now))
        .update();
    database
        .sql(
            "insert into sign_in_step (token_hash, account_id, next_path, expires_at)"
                + " values (?, ?, ?, ?)")
        .params(Tokens.hash(token), account.value(), next, Time.forDatabase(now.plus(LENGTH)))
        .update();
    exchange.getResponse().addCookie(Cookies.of(COOKIE, token, LENGTH, exchange.getRequest()));
  }

  Optional<SignInStep> find(ServerWebExchange exchange) {
    return token(exchange)
        .flatMap(token ->
            database
                .sql(
                    "select account.id, username, role, next_path from sign_in_step"
                        + " join account on account.id = account_id and not disabled"
                        + " where token_hash = ? and expires_at > ?")
                .params(Tokens.hash(token), Time.forDatabase(time.now()))
                .query((row, number) ->
                    new SignInStep(
                        new SignedIn(
                            new AccountId(row.getString("id")),
                            row.getString("username"),
                            row.getString("role")),
                        row.getString("next_path")))
                .optional());
  }

  /** Ends it; false when another request has. */
  boolean end(ServerWebExchange exchange) {
    exchange.getResponse().addCookie(Cookies.of(COOKIE, "", Duration.ZERO, exchange.getRequest()));
    return token(exchange)
        .map(token ->
            database
                    .sql("delete from sign_in_step where token_hash = ?")
                    .param(Tokens.hash(token))
                    .update()
                > 0)
        .orElse(false);
  }

  private static Optional<String> token(ServerWebExchange exchange) {
    HttpCookie cookie = exchange.getRequest().getCookies().getFirst(COOKIE);
    return Optional.ofNullable(cookie).map(HttpCookie::getValue);
  }
}
