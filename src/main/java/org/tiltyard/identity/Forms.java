package org.tiltyard.identity;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;

/** How forms end: with another page, or shown again with what was wrong. */
@Component
public class Forms {

  private static final int NEXT_MAXIMUM = 2000;

  private final MessageSource messages;

  Forms(MessageSource messages) {
    this.messages = messages;
  }

  /** Goes on to a path of this arena; a reload does not send the form again. */
  public static String seeOther(String path, ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:" + path;
  }

  /** Only a path of this arena: a sign-in link must not lead elsewhere. */
  static String ownPath(@Nullable String next) {
    if (next == null
        || next.length() > NEXT_MAXIMUM
        || !next.startsWith("/")
        || next.startsWith("//")
        || next.contains("\\")) {
      return "/";
    }
    try {
      URI uri = URI.create(next);
      return uri.getHost() == null && uri.getScheme() == null ? next : "/";
    } catch (IllegalArgumentException malformed) {
      return "/";
    }
  }

  /** Gives the page that is shown again the problem, and the answer its status and headers. */
  public void show(ErrorResponseException refused, Model model, ServerWebExchange exchange) {
    Locale locale = exchange.getLocaleContext().getLocale();
    ProblemDetail body =
        refused.updateAndGetBody(messages, locale == null ? Locale.ENGLISH : locale);
    Object field = body.getProperties() == null ? null : body.getProperties().get("field");
    exchange.getResponse().setStatusCode(refused.getStatusCode());
    exchange.getResponse().getHeaders().addAll(refused.getHeaders());
    model.addAttribute(
        "problem", new FormProblem(body.getTitle(), body.getDetail(), (String) field));
  }
}
