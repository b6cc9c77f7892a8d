package org.tiltyard.identity;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/** Signing in with the issuer of OpenID Connect: out to it, and back. */
@Controller
class OidcController {

  private static final String CALLBACK = "/login/oidc/callback";

  private final OidcSettings settings;
  private final OidcSignIns signIns;
  private final SignInPage page;
  private final Forms forms;

  OidcController(OidcSettings settings, OidcSignIns signIns, SignInPage page, Forms forms) {
    this.settings = settings;
    this.signIns = signIns;
    this.page = page;
    this.forms = forms;
  }

  private void requireOn() {
    if (!settings.isOn()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }

  @GetMapping("/login/oidc")
  String begin(
      @RequestParam(defaultValue = "/") String next, Model model, ServerWebExchange exchange) {
    requireOn();
    String path = Forms.ownPath(next);
    String back = exchange.getRequest().getURI().resolve(CALLBACK).toString();
    try {
      return Forms.seeOther(signIns.begin(path, back, exchange).toString(), exchange);
    } catch (SignInRefused refused) {
      return showAgain(refused, path, model, exchange);
    }
  }

  @GetMapping(CALLBACK)
  String finish(OidcAnswer answer, Model model, ServerWebExchange exchange) {
    requireOn();
    try {
      return Forms.seeOther(signIns.finish(answer, exchange), exchange);
    } catch (SignInRefused refused) {
      return showAgain(refused, "/", model, exchange);
    }
  }

  private String showAgain(
      SignInRefused refused, String next, Model model, ServerWebExchange exchange) {
    forms.show(refused, model, exchange);
    return page.show(next, model);
  }
}
