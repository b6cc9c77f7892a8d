package org.tiltyard.identity;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;

/** One's own account: password, second factor, sessions. */
@Controller
@RequestMapping("/account")
class AccountController {

  private static final String HOME = "/account";
  private static final Set<String> DONE =
      Set.of("password", "session", "sessions", "two-factor-off");

  private final OwnAccount own;
  private final People people;
  private final Sessions sessions;
  private final SignIns signIns;
  private final Forms forms;

  AccountController(
      OwnAccount own, People people, Sessions sessions, SignIns signIns, Forms forms) {
    this.own = own;
    this.people = people;
    this.sessions = sessions;
    this.signIns = signIns;
    this.forms = forms;
  }

  @GetMapping
  String show(
      @RequestParam(required = false) @Nullable String done,
      Model model,
      ServerWebExchange exchange) {
    model.addAttribute("done", done != null && DONE.contains(done) ? done : null);
    return page(model, exchange);
  }

  private String page(Model model, ServerWebExchange exchange) {
    SignedIn who = SignedIn.in(exchange);
    model.addAttribute("person", people.find(who.id()));
    model.addAttribute("sessions", sessions.of(who.id()));
    Session.of(exchange).ifPresent(session -> model.addAttribute("here", session.id()));
    return "identity/account";
  }

  @PostMapping("/password")
  String changePassword(Credentials credentials, Model model, ServerWebExchange exchange) {
    SignedIn who = SignedIn.in(exchange);
    try {
      own.requirePassword(who, credentials.presentSecret());
      own.changePassword(who, credentials.secret());
      signIns.open(who.id(), exchange);
      return Forms.seeOther(HOME + "?done=password", exchange);
    } catch (AccountRefused | SignInRefused | PersonRefused refused) {
      forms.show(refused, model, exchange);
      return page(model, exchange);
    }
  }

  @PostMapping("/sessions/{session}/end")
  String endSession(@PathVariable String session, ServerWebExchange exchange) {
    sessions.close(SignedIn.in(exchange).id(), new SessionId(session));
    return Forms.seeOther(HOME + "?done=session", exchange);
  }

  @PostMapping("/sessions/end-others")
  String endOthers(ServerWebExchange exchange) {
    SignedIn who = SignedIn.in(exchange);
    Session.of(exchange).ifPresent(here -> sessions.closeOthers(who.id(), here.id()));
    return Forms.seeOther(HOME + "?done=sessions", exchange);
  }
}
