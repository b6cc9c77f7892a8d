package org.tiltyard.identity;

import org.tiltyard.outbound.OutboundFailure;

/**
 * A sign-in at the issuer came to nothing. The message is for the log and holds no code, token or
 * secret.
 */
final class OidcFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** What the person is told. */
  enum Reason {
    /** They went back, or said no. */
    CANCELLED,
    /** Too late, used already, or begun in another browser. */
    EXPIRED,
    /** In no group that may come in. */
    NOT_ALLOWED,
    /** No account here, and none is made. */
    NO_ACCOUNT,
    /** The account was shut out here. */
    DISABLED,
    /** The issuer gives no answer. */
    UNREACHABLE,
    /** The issuer's answer is wrong, or can't be trusted. */
    UNTRUSTED
  }

  private final Reason reason;
  private final String words;

  OidcFailure(Reason reason, String message) {
    super(message);
    this.reason = reason;
    this.words = message;
  }

  /** The same for somebody else, who was not the one to find out. */
  OidcFailure again() {
    return new OidcFailure(reason, words);
  }

  static OidcFailure unreachable(String what, OutboundFailure cause) {
    return new OidcFailure(
        Reason.UNREACHABLE, what + ": " + cause.reason() + ", " + cause.getMessage());
  }

  static OidcFailure untrusted(String message) {
    return new OidcFailure(Reason.UNTRUSTED, message);
  }

  Reason reason() {
    return reason;
  }
}
