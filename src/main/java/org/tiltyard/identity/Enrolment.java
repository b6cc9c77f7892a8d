package org.tiltyard.identity;

import org.springframework.ui.Model;

/**
 * What an app needs to know.
 *
 * @param secret in groups of four, for typing
 */
record Enrolment(QrImage qr, String secret) {

  private static final String ISSUER = "Tiltyard";

  static Enrolment of(SignedIn who, String secret) {
    return new Enrolment(
        QrImage.of(Totp.address(ISSUER, who.username(), secret)),
        secret.replaceAll("(.{4})(?=.)", "$1 "));
  }

  /**
   * @param action where the first code goes
   * @param required whether there is no way round it
   */
  void show(String action, boolean required, Model model) {
    model.addAttribute("enrolment", this);
    model.addAttribute("action", action);
    model.addAttribute("required", required);
  }
}
