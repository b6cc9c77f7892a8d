package org.tiltyard.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.shared.Time;

/**
 * Sign-ins on their way to the issuer and back: ten minutes, once, and only in the browser that
 * holds the cookie.
 */
@Component
class OidcLogins {

  private static final String COOKIE = "tiltyard_oidc";
  private static final Duration LENGTH = Duration.ofMinutes(10);

  private final JdbcClient database;
  private final Time time;

  OidcLogins(JdbcClient database, Time time) {
    this.database = database;
    this.time = time;
  }

  /** Notes a sign-in that leaves; returns its state, for the address. */
  String begin(OidcLogin login, ServerWebExchange exchange) {
    String state = Tokens.random();
    String browser = Tokens.random();
    Instant now = time.now();
    database
        .sql("delete from oidc_login where expires_at < ?")
        .param(Time.forDatabase(now))
        .update();
    database
        .sql(
            "insert into oidc_login (state_hash, browser_hash, issuer, nonce, verifier,"
                + " redirect_uri, next_path, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Tokens.hash(state),
            Tokens.hash(browser),
            login.issuer(),
            login.nonce(),
            login.verifier(),
            login.redirectUri(),
            login.next(),
            Time.forDatabase(now.plus(LENGTH)))
        .update();
    exchange.getResponse().addCookie(Cookies.of(COOKIE, browser, LENGTH, exchange.getRequest()));
    return state;
  }

  /** The sign-in of this state and this browser, which is then spent. */
  Optional<OidcLogin> take(String state, ServerWebExchange exchange) {
    HttpCookie browser = exchange.getRequest().getCookies().getFirst(COOKIE);
    if (browser == null) {
      return Optional.empty();
    }
    exchange.getResponse().addCookie(Cookies.of(COOKIE, "", Duration.ZERO, exchange.getRequest()));
    Optional<OidcLogin> found =
        database
            .sql(
                "select issuer, nonce, verifier, redirect_uri, next_path from oidc_login"
                    + " where state_hash = ? and browser_hash = ? and expires_at > ?")
            .params(
                Tokens.hash(state), Tokens.hash(browser.getValue()), Time.forDatabase(time.now()))
            .query((row, number) ->
                new OidcLogin(
                    row.getString("issuer"),
                    row.getString("nonce"),
                    row.getString("verifier"),
                    row.getString("redirect_uri"),
                    row.getString("next_path")))
            .optional();
    // Of two requests with the same state, only the one that deletes the row goes on.
    return found.filter(login -> spend(state));
  }

  private boolean spend(String state) {
    return database
            .sql("delete from oidc_login where state_hash = ?")
            .param(Tokens.hash(state))
            .update()
        > 0;
  }
}
