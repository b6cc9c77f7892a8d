package org.tiltyard.identity;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpCookie;
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

  /** What went wrong with a form, shown in place. */
  record FormProblem(@Nullable String title, @Nullable String detail, @Nullable String field) {}

  /** The fields of both forms; a form binds the ones it has. */
  record Credentials(@Nullable String username, @Nullable String password, @Nullable String next) {

    String name() {
      return username == null ? "" : username;
    }

    String secret() {
      return password == null ? "" : password;
    }
  }

  private final Accounts accounts;
  private final Sessions sessions;
  private final SetUp setUp;
  private final IdentitySettings settings;
  private final MessageSource messages;

  SignInController(
      Accounts accounts,
      Sessions sessions,
      SetUp setUp,
      IdentitySettings settings,
      MessageSource messages) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.setUp = setUp;
    this.settings = settings;
    this.messages = messages;
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
      return signIn(admin, "/", exchange);
    } catch (AccountRefused refused) {
      exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
      model.addAttribute("token", token);
      model.addAttribute("username", credentials.name());
      model.addAttribute("problem", describe(refused, exchange));
      return "identity/setup";
    }
  }

  @GetMapping("/login")
  String loginForm(@RequestParam(defaultValue = "/") String next, Model model) {
    model.addAttribute("next", own(next));
    return "identity/login";
  }

  @PostMapping("/login")
  String login(Credentials credentials, Model model, ServerWebExchange exchange) {
    Optional<Account> account = accounts.authenticate(credentials.name(), credentials.secret());
    String next = own(credentials.next());
    if (account.isPresent()) {
      return signIn(account.get(), next, exchange);
    }
    exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
    model.addAttribute("username", credentials.name());
    model.addAttribute("next", next);
    model.addAttribute(
        "problem",
        new FormProblem(
            messages.getMessage(
                "problem.sign-in.title", null, exchange.getLocaleContext().getLocale()),
            messages.getMessage(
                "problem.sign-in.detail", null, exchange.getLocaleContext().getLocale()),
            "password"));
    return "identity/login";
  }

  @PostMapping("/logout")
  String logout(ServerWebExchange exchange) {
    HttpCookie cookie = exchange.getRequest().getCookies().getFirst(SessionFilter.COOKIE);
    if (cookie != null) {
      sessions.close(cookie.getValue());
    }
    exchange
        .getResponse()
        .addCookie(Cookies.of(SessionFilter.COOKIE, "", Duration.ZERO, exchange.getRequest()));
    return redirect("/", exchange);
  }

  private String signIn(Account account, String next, ServerWebExchange exchange) {
    exchange
        .getResponse()
        .addCookie(
            Cookies.of(
                SessionFilter.COOKIE,
                sessions.open(account.id()),
                settings.sessionLength(),
                exchange.getRequest()));
    return redirect(next, exchange);
  }

  private static String redirect(String path, ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:" + path;
  }

  /** Only a path of this arena: a sign-in link must not lead elsewhere. */
  private static String own(@Nullable String next) {
    if (next == null || !next.startsWith("/") || next.startsWith("//") || next.contains("\\")) {
      return "/";
    }
    try {
      URI uri = URI.create(next);
      return uri.getHost() == null && uri.getScheme() == null ? next : "/";
    } catch (IllegalArgumentException malformed) {
      return "/";
    }
  }

  private FormProblem describe(AccountRefused refused, ServerWebExchange exchange) {
    var locale = exchange.getLocaleContext().getLocale();
    var body =
        refused.updateAndGetBody(messages, locale == null ? java.util.Locale.ENGLISH : locale);
    Object field = body.getProperties() == null ? null : body.getProperties().get("field");
    return new FormProblem(body.getTitle(), body.getDetail(), (String) field);
  }
}
