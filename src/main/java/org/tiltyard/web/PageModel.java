package org.tiltyard.web;

import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.SignedIn;

/**
 * What the layout of every page needs. One method that adds to the model: of several, one that
 * returns null would take all the others' attributes along.
 */
@ControllerAdvice
class PageModel {

  @ModelAttribute
  void layout(Model model, ServerWebExchange exchange) {
    model.addAttribute("arenaName", "Tiltyard");
    model.addAttribute("path", exchange.getRequest().getPath().value());
    SignedIn.of(exchange).ifPresent(account -> model.addAttribute("account", account));
  }
}
