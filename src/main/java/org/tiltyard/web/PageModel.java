package org.tiltyard.web;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.AdminNotices;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.identity.TermsLinks;
import org.tiltyard.settings.Branding;
import org.tiltyard.settings.Live;

/**
 * What the layout of every page needs. One method that adds to the model: of several, one that
 * returns null would take all the others' attributes along.
 */
@ControllerAdvice
class PageModel {

  /** Where the style sheet and the script of tables, forms and figures are loaded too. */
  private static final List<String> ROOMS =
      List.of("/admin", "/account", "/login", "/research", "/my-data", "/leaderboard");

  private final Live<Branding> branding;
  private final TermsLinks terms;
  private final ObjectProvider<AdminNotices> notices;

  PageModel(Live<Branding> branding, TermsLinks terms, ObjectProvider<AdminNotices> notices) {
    this.branding = branding;
    this.terms = terms;
    this.notices = notices;
  }

  @ModelAttribute
  void layout(Model model, ServerWebExchange exchange) {
    model.addAttribute("arenaName", branding.get().name());
    String path = exchange.getRequest().getPath().value();
    model.addAttribute("path", path);
    model.addAttribute("room", ROOMS.stream().anyMatch(path::startsWith));
    model.addAttribute("legal", terms.get());
    SignedIn.of(exchange).ifPresent(account -> model.addAttribute("account", account));
    if (path.startsWith("/admin")) {
      model.addAttribute(
          "notices", notices.orderedStream().flatMap(module -> module.banners().stream()).toList());
    }
  }
}
