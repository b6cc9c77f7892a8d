package org.tiltyard.identity;

import java.security.SecureRandom;
import java.util.Base64;
import org.tiltyard.shared.Sha256;

/** Secrets that are given out once and kept only as their SHA-256. */
final class Tokens {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Tokens() {}

  /** 256 random bits, fit for a URL or a cookie. */
  static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is stored of a token: 64 hex digits. */
  static String hash(String token) {
    return Sha256.hex(token);
  }
}
