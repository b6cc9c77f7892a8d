package org.tiltyard.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/** The pages for coming in and going out: set-up link, sign-in, sign-out. */
@Controller
class SignInController {

  private final SignIns signIns;
  private final SetUp setUp;
  private final SignInPage page;
  private final Forms forms;

  SignInController(SignIns signIns, SetUp setUp, SignInPage page, Forms forms) {
    this.signIns = signIns;
    this.setUp = setUp;
    this.page = page;
    this.forms = forms;
  }

  @GetMapping("/setup/{token}")
  String setUpForm(@PathVariable String token, Model model) {
    if (!setUp.isOpen(token)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    model.addAttribute("token", token);
    return "identity/setup";
  }

  @PostMapping("/setup/{token}")
  String createAdmin(
      @PathVariable String token,
      Credentials credentials,
      Model model,
      ServerWebExchange exchange) {
    try {
      Account admin =
          setUp
              .createAdmin(token, credentials.name(), credentials.secret())
              .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
      return signIns.begin(admin, "/admin/start", exchange);
    } catch (AccountRefused | SignInRefused refused) {
      forms.show(refused, model, exchange);
      model.addAttribute("token", token);
      model.addAttribute("username", credentials.name());
      return "identity/setup";
    }
  }

  @GetMapping("/login")
  String loginForm(
      @RequestParam(defaultValue = "/") String next,
      @RequestParam(required = false) @Nullable String done,
      Model model) {
    model.addAttribute("passwordChosen", "password".equals(done));
    return page.show(Forms.ownPath(next), model);
  }

  @PostMapping("/login")
  String login(Credentials credentials, Model model, ServerWebExchange exchange) {
    String next = Forms.ownPath(credentials.next());
    try {
      Account account = signIns.byPassword(credentials.name(), credentials.secret(), exchange);
      return signIns.begin(account, next, exchange);
    } catch (SignInRefused refused) {
      forms.show(refused, model, exchange);
      model.addAttribute("username", credentials.name());
      return page.show(next, model);
    }
  }

  @PostMapping("/logout")
  String logout(ServerWebExchange exchange) {
    signIns.end(exchange);
    return Forms.seeOther("/", exchange);
  }
}
