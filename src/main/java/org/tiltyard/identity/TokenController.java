package org.tiltyard.identity;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.tiltyard.shared.Time;

/** The pages of tokens: one's own, and for admins everybody's. */
@Controller
class TokenController {

  private static final String OWN = "/account/tokens";
  private static final String ALL = "/admin/people/tokens";

  /** The fields of a new token; no days: it does not expire. */
  record TokenForm(@Nullable String name, @Nullable List<String> scopes, @Nullable String days) {

    private String words() {
      return name == null ? "" : name.strip();
    }

    private Set<Scope> chosen() {
      return scopes == null
          ? Set.of()
          : scopes.stream()
              .map(word -> Scope.find(word).orElseThrow(TokenFormRefused::scopes))
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    private @Nullable Integer length() {
      if (days == null || days.isBlank()) {
        return null;
      }
      try {
        return Integer.valueOf(days.strip());
      } catch (NumberFormatException notANumber) {
        throw TokenFormRefused.days(ApiTokens.DAYS_MAXIMUM);
      }
    }

    /** Whether the box of the scope is ticked; asked by the page. */
    public boolean has(String scope) {
      return scopes != null && scopes.contains(scope);
    }
  }

  private final ApiTokens tokens;
  private final Forms forms;
  private final Time time;

  TokenController(ApiTokens tokens, Forms forms, Time time) {
    this.tokens = tokens;
    this.forms = forms;
    this.time = time;
  }

  @GetMapping(OWN)
  String own(
      @RequestParam(required = false) @Nullable String done,
      Model model,
      ServerWebExchange exchange) {
    model.addAttribute("revoked", "revoked".equals(done));
    model.addAttribute("form", new TokenForm(null, null, "90"));
    return ownPage(model, exchange);
  }

  private String ownPage(Model model, ServerWebExchange exchange) {
    SignedIn owner = SignedIn.in(exchange);
    model.addAttribute("tokens", tokens.of(owner.id()));
    model.addAttribute("scopes", Scope.of(Role.of(owner.role())));
    model.addAttribute("now", time.now());
    return "identity/tokens";
  }

  /** Answers with the page that shows the secret: it can't be shown again, so no redirect. */
  @PostMapping(OWN)
  String make(TokenForm form, Model model, ServerWebExchange exchange) {
    try {
      model.addAttribute(
          "made", tokens.make(SignedIn.in(exchange), form.words(), form.chosen(), form.length()));
      exchange.getResponse().setStatusCode(HttpStatus.CREATED);
      model.addAttribute("form", new TokenForm(null, null, "90"));
    } catch (TokenFormRefused refused) {
      forms.show(refused, model, exchange);
      model.addAttribute("form", form);
    }
    return ownPage(model, exchange);
  }

  @PostMapping(OWN + "/{id}/revoke")
  String revokeOwn(@PathVariable String id, ServerWebExchange exchange) {
    return revoked(tokens.revokeOwn(SignedIn.in(exchange), id), OWN, exchange);
  }

  @GetMapping(ALL)
  String all(@RequestParam(required = false) @Nullable String done, Model model) {
    model.addAttribute("revoked", "revoked".equals(done));
    model.addAttribute("tokens", tokens.all());
    model.addAttribute("now", time.now());
    return "identity/all-tokens";
  }

  @PostMapping(ALL + "/{id}/revoke")
  String revoke(@PathVariable String id, ServerWebExchange exchange) {
    return revoked(tokens.revoke(SignedIn.in(exchange), id), ALL, exchange);
  }

  private static String revoked(boolean was, String page, ServerWebExchange exchange) {
    if (!was) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return Forms.seeOther(page + "?done=revoked", exchange);
  }
}
