package org.tiltyard.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * The second step of a sign-in: a code, or, where the arena asks for a second factor and there is
 * none yet, setting one up. Nothing else is open until it is taken.
 */
@Controller
@RequestMapping("/login")
class SecondStepController {

  private static final String LOGIN = "/login";

  private final SignInSteps steps;
  private final SignIns signIns;
  private final TwoFactor twoFactor;
  private final Forms forms;

  SecondStepController(SignInSteps steps, SignIns signIns, TwoFactor twoFactor, Forms forms) {
    this.steps = steps;
    this.signIns = signIns;
    this.twoFactor = twoFactor;
    this.forms = forms;
  }

  /** The fields of the form; one of them is filled in. */
  record CodeForm(@Nullable String code, @Nullable String recovery) {

    String digits() {
      return code == null ? "" : code;
    }

    @Nullable String recoveryCode() {
      return recovery == null || recovery.isBlank() ? null : recovery;
    }
  }

  @GetMapping("/code")
  String codeForm(ServerWebExchange exchange) {
    return steps.find(exchange).isPresent() ? "identity/code" : Forms.seeOther(LOGIN, exchange);
  }

  @PostMapping("/code")
  String code(CodeForm form, Model model, ServerWebExchange exchange) {
    SignInStep step = steps.find(exchange).orElse(null);
    if (step == null) {
      return Forms.seeOther(LOGIN, exchange);
    }
    String recoveryCode = form.recoveryCode();
    try {
      if (recoveryCode == null) {
        twoFactor.requireCode(step.account().id(), form.digits());
      } else {
        twoFactor.requireRecoveryCode(step.account(), recoveryCode);
      }
      return steps.end(exchange) ? goOn(step, exchange) : Forms.seeOther(LOGIN, exchange);
    } catch (SignInRefused refused) {
      forms.show(refused, model, exchange);
      model.addAttribute("byRecovery", recoveryCode != null);
      return "identity/code";
    }
  }

  private String goOn(SignInStep step, ServerWebExchange exchange) {
    signIns.open(step.account().id(), exchange);
    return Forms.seeOther(step.next(), exchange);
  }

  @GetMapping("/two-factor")
  String enrolForm(Model model, ServerWebExchange exchange) {
    SignInStep step = steps.find(exchange).orElse(null);
    return step == null ? Forms.seeOther(LOGIN, exchange) : enrolPage(step, model, exchange);
  }

  private String enrolPage(SignInStep step, Model model, ServerWebExchange exchange) {
    Enrolment enrolment = twoFactor.enrolment(step.account()).orElse(null);
    if (enrolment == null) {
      return Forms.seeOther(LOGIN, exchange);
    }
    enrolment.show("/login/two-factor", true, model);
    return "identity/enrol";
  }

  @PostMapping("/two-factor")
  String enrol(CodeForm form, Model model, ServerWebExchange exchange) {
    SignInStep step = steps.find(exchange).orElse(null);
    if (step == null) {
      return Forms.seeOther(LOGIN, exchange);
    }
    try {
      List<String> codes = twoFactor.confirm(step.account(), form.digits());
      steps.end(exchange);
      signIns.open(step.account().id(), exchange);
      model.addAttribute("codes", codes);
      model.addAttribute("next", step.next());
      return "identity/recovery-codes";
    } catch (SignInRefused refused) {
      forms.show(refused, model, exchange);
      return enrolPage(step, model, exchange);
    }
  }
}
