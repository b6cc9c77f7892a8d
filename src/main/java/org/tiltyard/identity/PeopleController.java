package org.tiltyard.identity;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Identifier;

/** The admin's pages about people: who has an account, what they may do, who is invited. */
@Controller
@RequestMapping("/admin/people")
class PeopleController {

  private static final String HOME = "/admin/people";
  private static final Set<String> DONE =
      Set.of(
          "revoked", "deleted", "role", "disabled", "enabled", "two-factor", "sessions", "session");

  private final People people;
  private final Invitations invitations;
  private final PasswordLinks passwordLinks;
  private final TwoFactor twoFactor;
  private final Sessions sessions;
  private final Live<AccountSettings> settings;
  private final Forms forms;

  PeopleController(
      People people,
      Invitations invitations,
      PasswordLinks passwordLinks,
      TwoFactor twoFactor,
      Sessions sessions,
      Live<AccountSettings> settings,
      Forms forms) {
    this.people = people;
    this.invitations = invitations;
    this.passwordLinks = passwordLinks;
    this.twoFactor = twoFactor;
    this.sessions = sessions;
    this.settings = settings;
    this.forms = forms;
  }

  @GetMapping
  String list(@RequestParam(required = false) @Nullable String done, Model model) {
    model.addAttribute("people", people.all());
    model.addAttribute("invitations", invitations.open());
    model.addAttribute("done", known(done));
    return "identity/people";
  }

  private static @Nullable String known(@Nullable String done) {
    return done != null && DONE.contains(done) ? done : null;
  }

  @GetMapping("/invite")
  String inviteForm(Model model) {
    model.addAttribute("form", new InviteForm(Role.RESEARCHER.word(), "", null));
    return invitePage(model);
  }

  private String invitePage(Model model) {
    model.addAttribute("roles", Role.values());
    model.addAttribute("usualDays", settings.get().invitationDays());
    return "identity/invite";
  }

  /** The fields of the form for an invitation. */
  record InviteForm(@Nullable String role, @Nullable String note, @Nullable String days) {

    private Role chosenRole() {
      return roleOf(role);
    }

    private String words() {
      return note == null ? "" : note;
    }

    private int chosenDays(int usual) {
      try {
        return days == null || days.isBlank() ? usual : Integer.parseInt(days.strip());
      } catch (NumberFormatException notANumber) {
        throw PersonRefused.days(Invitations.DAYS_MAXIMUM);
      }
    }
  }

  private static Role roleOf(@Nullable String word) {
    try {
      return Role.of(word == null ? "" : word);
    } catch (IllegalArgumentException unknown) {
      throw PersonRefused.role();
    }
  }

  /**
   * Answers with the page that shows the link: it can't be shown again, so there is no redirect.
   */
  @PostMapping("/invitations")
  String invite(InviteForm form, Model model, ServerWebExchange exchange) {
    try {
      int days = form.chosenDays(settings.get().invitationDays());
      String token =
          invitations.invite(SignedIn.in(exchange), form.chosenRole(), form.words(), days);
      model.addAttribute("invited", form.words());
      model.addAttribute("days", days);
      return linkPage("/invitation/" + token, model, exchange);
    } catch (PersonRefused refused) {
      forms.show(refused, model, exchange);
      model.addAttribute("form", form);
      return invitePage(model);
    }
  }

  @PostMapping("/invitations/{id}/revoke")
  String revoke(@PathVariable String id, ServerWebExchange exchange) {
    invitations.revoke(SignedIn.in(exchange), id);
    return Forms.seeOther(HOME + "?done=revoked", exchange);
  }

  @GetMapping("/{id}")
  String show(
      @PathVariable String id, @RequestParam(required = false) @Nullable String done, Model model) {
    model.addAttribute("done", known(done));
    return personPage(account(id), model);
  }

  private String personPage(AccountId id, Model model) {
    model.addAttribute("person", people.find(id));
    model.addAttribute("sessions", sessions.of(id));
    model.addAttribute("roles", Role.values());
    return "identity/person";
  }

  /** The fields of the form for another role. */
  record RoleForm(@Nullable String role) {}

  @PostMapping("/{id}/role")
  String changeRole(
      @PathVariable String id, RoleForm form, Model model, ServerWebExchange exchange) {
    return change(
        id,
        "role",
        model,
        exchange,
        account -> people.changeRole(SignedIn.in(exchange), account, roleOf(form.role())));
  }

  @PostMapping("/{id}/disable")
  String disable(@PathVariable String id, Model model, ServerWebExchange exchange) {
    return change(
        id, "disabled", model, exchange, account -> people.disable(SignedIn.in(exchange), account));
  }

  @PostMapping("/{id}/enable")
  String enable(@PathVariable String id, Model model, ServerWebExchange exchange) {
    return change(
        id, "enabled", model, exchange, account -> people.enable(SignedIn.in(exchange), account));
  }

  @PostMapping("/{id}/two-factor/reset")
  String resetTwoFactor(@PathVariable String id, Model model, ServerWebExchange exchange) {
    return change(
        id,
        "two-factor",
        model,
        exchange,
        account -> twoFactor.reset(SignedIn.in(exchange), people.find(account)));
  }

  @PostMapping("/{id}/sessions/end")
  String endSessions(@PathVariable String id, Model model, ServerWebExchange exchange) {
    return change(
        id,
        "sessions",
        model,
        exchange,
        account -> people.endSessions(SignedIn.in(exchange), account));
  }

  @PostMapping("/{id}/sessions/{session}/end")
  String endSession(
      @PathVariable String id,
      @PathVariable String session,
      Model model,
      ServerWebExchange exchange) {
    return change(
        id,
        "session",
        model,
        exchange,
        account -> people.endSession(SignedIn.in(exchange), account, new SessionId(session)));
  }

  @PostMapping("/{id}/delete")
  String delete(@PathVariable String id, Model model, ServerWebExchange exchange) {
    AccountId account = account(id);
    try {
      people.delete(SignedIn.in(exchange), account);
      return Forms.seeOther(HOME + "?done=deleted", exchange);
    } catch (PersonRefused refused) {
      forms.show(refused, model, exchange);
      return personPage(account, model);
    }
  }

  @PostMapping("/{id}/password-link")
  String passwordLink(@PathVariable String id, Model model, ServerWebExchange exchange) {
    AccountId account = account(id);
    try {
      String token = passwordLinks.make(SignedIn.in(exchange), account);
      model.addAttribute("person", people.find(account));
      model.addAttribute("hours", settings.get().passwordLinkHours());
      return linkPage("/password/" + token, model, exchange);
    } catch (PersonRefused refused) {
      forms.show(refused, model, exchange);
      return personPage(account, model);
    }
  }

  private static String linkPage(String path, Model model, ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.CREATED);
    model.addAttribute("link", exchange.getRequest().getURI().resolve(path).toString());
    return "identity/link";
  }

  /** A change of one account: its page again, with what has happened or why it has not. */
  private interface Change {
    void of(AccountId account);
  }

  private String change(
      String id, String done, Model model, ServerWebExchange exchange, Change change) {
    AccountId account = account(id);
    try {
      change.of(account);
      return Forms.seeOther(HOME + "/" + id + "?done=" + done, exchange);
    } catch (PersonRefused refused) {
      forms.show(refused, model, exchange);
      return personPage(account, model);
    }
  }

  private static AccountId account(String id) {
    return Optional.of(id)
        .filter(Identifier::isWellFormed)
        .map(AccountId::new)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
