package org.tiltyard.shared;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of the {@link Vault}.
 *
 * @param id eight hex digits that tell it from others and nothing about it
 */
record VaultKey(String id, SecretKey secret) {

  private static final int BYTES = 32;
  private static final int ID_DIGITS = 8;

  static VaultKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return of(bytes);
  }

  /**
   * @throws IllegalArgumentException unless it is the base64 form of 32 bytes; the message does not
   *     repeat it
   */
  static VaultKey parse(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.strip().replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    if (bytes.length != BYTES) {
      throw malformed();
    }
    return of(bytes);
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "A secret key must be 32 random bytes in base64, as `openssl rand -base64 32` prints them");
  }

  private static VaultKey of(byte[] bytes) {
    MessageDigest digest = Sha256.digest();
    digest.update("tiltyard secret key id".getBytes(StandardCharsets.US_ASCII));
    String id = HexFormat.of().formatHex(digest.digest(bytes)).substring(0, ID_DIGITS);
    return new VaultKey(id, new SecretKeySpec(bytes, "AES"));
  }

  String base64() {
    return Base64.getEncoder().encodeToString(secret.getEncoded());
  }

  /** Never prints the key. */
  @Override
  public String toString() {
    return "VaultKey[" + id + "]";
  }
}
