package org.tiltyard.identity;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The sign-in page, whoever shows it. */
@Component
class SignInPage {

  private final OidcSettings oidc;

  SignInPage(OidcSettings oidc) {
    this.oidc = oidc;
  }

  /**
   * Shows it; returns its template.
   *
   * @param next where the person goes then, a path of this arena
   */
  String show(String next, Model model) {
    model.addAttribute("next", next);
    if (oidc.isOn()) {
      model.addAttribute("issuerName", oidc.name());
    }
    return "identity/login";
  }
}
