package org.tiltyard.identity;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** The way to the issuer, and from there to a session. */
@Component
class OidcSignIns {

  private static final Logger log = LoggerFactory.getLogger(OidcSignIns.class);

  private final OidcSettings settings;
  private final OidcClient client;
  private final OidcLogins logins;
  private final OidcAccounts accounts;
  private final SignIns signIns;

  OidcSignIns(
      OidcSettings settings,
      OidcClient client,
      OidcLogins logins,
      OidcAccounts accounts,
      SignIns signIns) {
    this.settings = settings;
    this.client = client;
    this.logins = logins;
    this.accounts = accounts;
    this.signIns = signIns;
  }

  /** What an issuer calls an error, fit for the log. */
  static String plain(@Nullable String code) {
    return code != null && code.matches("[a-z_]{1,60}") ? code : "without a reason";
  }

  /**
   * Begins; returns where the browser goes.
   *
   * @param next where to at the end, a path of this arena
   * @throws SignInRefused when the issuer can't be reached
   */
  URI begin(String next, String redirectUri, ServerWebExchange exchange) {
    OidcLogin login =
        new OidcLogin(
            settings.requiredIssuer(), Tokens.random(), Tokens.random(), redirectUri, next);
    try {
      // Asked first: an issuer that is away leaves no row behind.
      client.requireReachable();
      return client.authorization(login, logins.begin(login, exchange));
    } catch (OidcFailure failure) {
      throw refused(failure);
    }
  }

  /**
   * Finishes, with a session in this browser; returns where the person goes.
   *
   * @throws SignInRefused with the reason, in the person's words
   */
  String finish(OidcAnswer answer, ServerWebExchange exchange) {
    try {
      OidcLogin login = login(answer, exchange);
      client.requireOwnAnswer(answer.iss());
      OidcPerson person = client.person(code(answer), login);
      signIns.open(accounts.of(person), exchange);
      return login.next();
    } catch (OidcFailure failure) {
      throw refused(failure);
    }
  }

  private OidcLogin login(OidcAnswer answer, ServerWebExchange exchange) throws OidcFailure {
    String state = answer.state() == null ? "" : answer.state();
    return logins
        .take(state, exchange)
        .filter(login -> login.issuer().equals(settings.requiredIssuer()))
        .orElseThrow(() ->
            new OidcFailure(
                OidcFailure.Reason.EXPIRED, "no sign-in of this state began in this browser"));
  }

  private static String code(OidcAnswer answer) throws OidcFailure {
    String error = answer.error();
    if (error != null) {
      throw switch (error) {
        case "access_denied" -> new OidcFailure(OidcFailure.Reason.CANCELLED, error);
        case "temporarily_unavailable", "server_error" ->
            new OidcFailure(OidcFailure.Reason.UNREACHABLE, error);
        default -> OidcFailure.untrusted("the issuer refuses the sign-in: " + plain(error));
      };
    }
    String code = answer.code();
    if (code == null || code.isBlank()) {
      throw OidcFailure.untrusted("the answer holds no code");
    }
    return code;
  }

  private SignInRefused refused(OidcFailure failure) {
    if (failure.reason() == OidcFailure.Reason.CANCELLED) {
      log.debug("Sign-in at {} cancelled", settings.issuer());
    } else {
      log.warn("Sign-in at {} failed: {}", settings.issuer(), failure.getMessage());
    }
    return SignInRefused.elsewhere(failure.reason(), settings.name());
  }
}
