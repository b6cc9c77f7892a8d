package org.tiltyard.identity;

import org.springframework.ui.Model;

/**
 * What an app needs to know.
 *
 * @param secret in groups of four, for typing
 */
record Enrolment(QrImage qr, String secret) {

  /**
   * @param arena its name, by which the app tells this account from others
   */
  static Enrolment of(SignedIn who, String secret, String arena) {
    return new Enrolment(
        QrImage.of(Totp.address(arena, who.username(), secret)),
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
