package org.tiltyard.identity;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/** The pages behind the links that admins give out: an invitation, and a new password. */
@Controller
class LinkController {

  private final Invitations invitations;
  private final PasswordLinks passwordLinks;
  private final SignIns signIns;
  private final Forms forms;

  LinkController(
      Invitations invitations, PasswordLinks passwordLinks, SignIns signIns, Forms forms) {
    this.invitations = invitations;
    this.passwordLinks = passwordLinks;
    this.signIns = signIns;
    this.forms = forms;
  }

  @GetMapping("/invitation/{token}")
  String invitation(@PathVariable String token, Model model, ServerWebExchange exchange) {
    return invitations
        .find(token)
        .map(invitation -> invitationPage(token, invitation, model))
        .orElseGet(() -> spent(exchange));
  }

  @PostMapping("/invitation/{token}")
  String accept(
      @PathVariable String token,
      Credentials credentials,
      Model model,
      ServerWebExchange exchange) {
    try {
      return invitations
          .accept(token, credentials.name(), credentials.secret())
          .map(account -> signIns.begin(account, "/", exchange))
          .orElseGet(() -> spent(exchange));
    } catch (AccountRefused | SignInRefused refused) {
      forms.show(refused, model, exchange);
      model.addAttribute("username", credentials.name());
      Invitation invitation = invitations.find(token).orElseThrow(LinkController::notFound);
      return invitationPage(token, invitation, model);
    }
  }

  private static String invitationPage(String token, Invitation invitation, Model model) {
    model.addAttribute("token", token);
    model.addAttribute("invitation", invitation);
    return "identity/invitation";
  }

  @GetMapping("/password/{token}")
  String password(@PathVariable String token, Model model, ServerWebExchange exchange) {
    return passwordLinks
        .find(token)
        .map(account -> passwordPage(token, account, model))
        .orElseGet(() -> spent(exchange));
  }

  @PostMapping("/password/{token}")
  String choose(
      @PathVariable String token,
      Credentials credentials,
      Model model,
      ServerWebExchange exchange) {
    try {
      return passwordLinks.use(token, credentials.secret())
          ? Forms.seeOther("/login?done=password", exchange)
          : spent(exchange);
    } catch (AccountRefused | SignInRefused refused) {
      forms.show(refused, model, exchange);
      Account account = passwordLinks.find(token).orElseThrow(LinkController::notFound);
      return passwordPage(token, account, model);
    }
  }

  private static String passwordPage(String token, Account account, Model model) {
    model.addAttribute("token", token);
    model.addAttribute("username", account.username());
    return "identity/password";
  }

  /** Used, revoked, expired or never made: all the same from here. */
  private static String spent(ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.NOT_FOUND);
    return "identity/spent";
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
