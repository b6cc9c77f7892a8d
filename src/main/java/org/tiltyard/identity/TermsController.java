package org.tiltyard.identity;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/** The texts in force, for everybody to read and to agree to. */
@Controller
class TermsController {

  private final TermsRows rows;
  private final Terms terms;

  TermsController(TermsRows rows, Terms terms) {
    this.rows = rows;
    this.terms = terms;
  }

  @GetMapping("/{kind:terms|privacy}")
  String show(@PathVariable String kind, Model model, ServerWebExchange exchange) {
    TermsKind wanted = TermsKind.of(kind).orElseThrow();
    TermsVersion inForce = rows.latest().orElseThrow(TermsController::none);
    List<TermsText> texts = rows.texts(inForce.number());
    Locale locale = exchange.getLocaleContext().getLocale();
    TermsText text =
        TermsText.best(texts, wanted, locale == null ? Locale.ENGLISH : locale)
            .orElseThrow(TermsController::none);
    model.addAttribute("kind", kind);
    model.addAttribute("version", inForce);
    model.addAttribute("language", text.language());
    model.addAttribute("html", TermsMarkdown.render(text.text()));
    model.addAttribute("ask", wanted == TermsKind.TERMS && !terms.agreed(exchange));
    return "identity/terms";
  }

  /** Agrees without sending a prompt; the version is in the address, as in the forms of prompts. */
  @PostMapping("/terms/agreement")
  ResponseEntity<Void> agree(ServerWebExchange exchange) {
    terms.require(exchange);
    terms.note(exchange);
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/terms")).build();
  }

  private static ResponseStatusException none() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
