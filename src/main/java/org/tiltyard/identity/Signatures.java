package org.tiltyard.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Signs what a browser keeps for us (HMAC-SHA-256, cut to 128 bits). The key is made at first start
 * and kept in the database, so that every node of an arena knows the same voters.
 */
@Component
class Signatures {

  private static final int BYTES = 16;
  private static final String PURPOSE = "participant-cookie";

  private final SecretKeySpec key;

  Signatures(SecretKeys keys) {
    this.key = new SecretKeySpec(keys.of(PURPOSE), "HmacSHA256");
  }

  String of(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] full = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] cut = java.util.Arrays.copyOf(full, BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(cut);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every Java", e);
    }
  }

  /** Whether the signature is the text's; takes the same time whatever the answer. */
  boolean matches(String text, String signature) {
    return MessageDigest.isEqual(
        of(text).getBytes(StandardCharsets.US_ASCII),
        signature.getBytes(StandardCharsets.US_ASCII));
  }
}
