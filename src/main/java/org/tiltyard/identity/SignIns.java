package org.tiltyard.identity;

import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** The way from a name and a password to a session, and out again. */
@Component
class SignIns {

  private final Accounts accounts;
  private final Sessions sessions;
  private final SignInSteps steps;
  private final TwoFactor twoFactor;
  private final SignInThrottle throttle;

  SignIns(
      Accounts accounts,
      Sessions sessions,
      SignInSteps steps,
      TwoFactor twoFactor,
      SignInThrottle throttle) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.steps = steps;
    this.twoFactor = twoFactor;
    this.throttle = throttle;
  }

  /**
   * Whose name and password these are.
   *
   * @throws SignInRefused when they don't match, after too many failures, or when too many sign in
   */
  Account byPassword(String username, String password, ServerWebExchange exchange) {
    throttle.before(username, exchange);
    Account account =
        accounts.authenticate(username, password).orElseThrow(SignInRefused::mismatch);
    throttle.succeeded(username, exchange);
    return account;
  }

  /**
   * The same for HTTP Basic, which can't ask for a second factor.
   *
   * @throws SignInRefused with status 401 where {@link #byPassword} has 422, and for an account
   *     that has or needs a second factor
   */
  Account byBasic(String username, String password, ServerWebExchange exchange) {
    throttle.before(username, exchange);
    Account account = accounts.authenticate(username, password).orElseThrow(SignInRefused::basic);
    throttle.succeeded(username, exchange);
    if (twoFactor.isOn(account.id()) || twoFactor.isRequired(account.role())) {
      throw SignInRefused.secondFactor();
    }
    return account;
  }

  /**
   * Goes on after the password was right; returns where to. Where a second factor is on, or has to
   * be set up, there is no session until then.
   */
  String begin(Account account, String next, ServerWebExchange exchange) {
    boolean on = twoFactor.isOn(account.id());
    if (!on && !twoFactor.isRequired(account.role())) {
      open(account.id(), exchange);
      return Forms.seeOther(next, exchange);
    }
    end(exchange);
    steps.begin(account.id(), next, exchange);
    if (!on) {
      twoFactor.begin(account.id());
    }
    return Forms.seeOther(on ? "/login/code" : "/login/two-factor", exchange);
  }

  /** Signs the account in, in this browser; a session that was there ends. */
  void open(AccountId account, ServerWebExchange exchange) {
    token(exchange).ifPresent(sessions::close);
    give(sessions.open(account, Device.of(exchange)), sessions.length(), exchange);
  }

  /** Signs out. */
  void end(ServerWebExchange exchange) {
    token(exchange).ifPresent(sessions::close);
    give("", Duration.ZERO, exchange);
  }

  private static Optional<String> token(ServerWebExchange exchange) {
    HttpCookie cookie = exchange.getRequest().getCookies().getFirst(SessionFilter.COOKIE);
    return Optional.ofNullable(cookie).map(HttpCookie::getValue);
  }

  private static void give(String token, Duration length, ServerWebExchange exchange) {
    exchange
        .getResponse()
        .addCookie(Cookies.of(SessionFilter.COOKIE, token, length, exchange.getRequest()));
  }
}
