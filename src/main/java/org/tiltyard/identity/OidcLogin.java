package org.tiltyard.identity;

/**
 * A sign-in that has left for the issuer.
 *
 * @param nonce has to be in the token that comes of it
 * @param verifier proves that the code is ours (PKCE)
 * @param redirectUri where the issuer sends the browser back to
 * @param next where the person goes then
 */
record OidcLogin(String issuer, String nonce, String verifier, String redirectUri, String next) {

  /** Prints neither nonce nor verifier. */
  @Override
  public String toString() {
    return "OidcLogin[issuer=" + issuer + "]";
  }
}
