package org.tiltyard.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.SignedIn;

/** What the layout of every page needs. */
@ControllerAdvice
class PageModel {

  @ModelAttribute("arenaName")
  String arenaName() {
    return "Tiltyard";
  }

  @ModelAttribute("path")
  String path(ServerWebExchange exchange) {
    return exchange.getRequest().getPath().value();
  }

  @ModelAttribute("account")
  @Nullable SignedIn account(ServerWebExchange exchange) {
    return exchange.getAttribute(SignedIn.class.getName());
  }
}
