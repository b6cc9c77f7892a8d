package org.tiltyard.identity;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ServerWebExchange;

/** One's own second factor: turn it on, make recovery codes, turn it off. */
@Controller
@RequestMapping("/account/two-factor")
class TwoFactorController {

  private static final String HOME = "/account/two-factor";

  private final TwoFactor twoFactor;
  private final OwnAccount own;
  private final Accounts accounts;
  private final Sessions sessions;
  private final SignIns signIns;
  private final Forms forms;

  TwoFactorController(
      TwoFactor twoFactor,
      OwnAccount own,
      Accounts accounts,
      Sessions sessions,
      SignIns signIns,
      Forms forms) {
    this.twoFactor = twoFactor;
    this.own = own;
    this.accounts = accounts;
    this.sessions = sessions;
    this.signIns = signIns;
    this.forms = forms;
  }

  @GetMapping
  String show(Model model, ServerWebExchange exchange) {
    SignedIn who = SignedIn.in(exchange);
    twoFactor
        .enrolment(who)
        .ifPresent(enrolment -> enrolment.show(HOME + "/confirm", false, model));
    if (model.containsAttribute("enrolment")) {
      return "identity/enrol";
    }
    model.addAttribute("person", accounts.find(who.id()).orElseThrow());
    model.addAttribute("on", twoFactor.isOn(who.id()));
    model.addAttribute("left", twoFactor.recoveryCodesLeft(who.id()));
    model.addAttribute("required", twoFactor.isRequired(who.role()));
    return "identity/two-factor";
  }

  @PostMapping("/begin")
  String begin(Credentials credentials, Model model, ServerWebExchange exchange) {
    SignedIn who = SignedIn.in(exchange);
    try {
      own.requirePassword(who, credentials.presentSecret());
    } catch (AccountRefused | SignInRefused refused) {
      forms.show(refused, model, exchange);
      return show(model, exchange);
    }
    twoFactor.begin(who.id());
    return Forms.seeOther(HOME, exchange);
  }

  /** Gives up setting it up; what was on stays on. */
  @PostMapping("/cancel")
  String cancel(ServerWebExchange exchange) {
    twoFactor.cancel(SignedIn.in(exchange).id());
    return Forms.seeOther("/account", exchange);
  }

  /** Every other session ends: each was opened without the second factor. */
  @PostMapping("/confirm")
  String confirm(SecondStepController.CodeForm form, Model model, ServerWebExchange exchange) {
    SignedIn who = SignedIn.in(exchange);
    try {
      List<String> codes = twoFactor.confirm(who, form.digits());
      sessions.closeAll(who.id());
      signIns.open(who.id(), exchange);
      return codesPage(codes, model);
    } catch (SignInRefused refused) {
      forms.show(refused, model, exchange);
      return show(model, exchange);
    }
  }

  private static String codesPage(List<String> codes, Model model) {
    model.addAttribute("codes", codes);
    model.addAttribute("next", "/account");
    return "identity/recovery-codes";
  }

  @PostMapping("/codes")
  String newCodes(Credentials credentials, Model model, ServerWebExchange exchange) {
    SignedIn who = SignedIn.in(exchange);
    try {
      own.requirePassword(who, credentials.presentSecret());
    } catch (AccountRefused | SignInRefused refused) {
      forms.show(refused, model, exchange);
      return show(model, exchange);
    }
    return twoFactor.isOn(who.id())
        ? codesPage(twoFactor.renewRecoveryCodes(who), model)
        : Forms.seeOther(HOME, exchange);
  }

  /** Where the arena asks for a second factor, the way leads on to setting it up anew. */
  @PostMapping("/off")
  String turnOff(Credentials credentials, Model model, ServerWebExchange exchange) {
    SignedIn who = SignedIn.in(exchange);
    try {
      own.requirePassword(who, credentials.presentSecret());
    } catch (AccountRefused | SignInRefused refused) {
      forms.show(refused, model, exchange);
      return show(model, exchange);
    }
    twoFactor.turnOff(who);
    sessions.closeAll(who.id());
    return signIns.begin(
        accounts.find(who.id()).orElseThrow(), "/account?done=two-factor-off", exchange);
  }
}
