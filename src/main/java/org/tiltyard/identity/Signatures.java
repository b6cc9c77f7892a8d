package org.tiltyard.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/**
 * Signs what a browser keeps for us (HMAC-SHA-256, cut to 128 bits). The key is made at first start
 * and kept in the database, so that every node of an arena knows the same voters.
 */
@Component
class Signatures {

  private static final int BYTES = 16;
  private static final String PURPOSE = "participant-cookie";

  private final SecretKeySpec key;

  Signatures(JdbcClient database, Time time) {
    this.key = new SecretKeySpec(loadOrMake(database, time), "HmacSHA256");
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

  private static byte[] loadOrMake(JdbcClient database, Time time) {
    return read(database).orElseGet(() -> make(database, time));
  }

  private static java.util.Optional<byte[]> read(JdbcClient database) {
    return database
        .sql("select secret from secret_key where purpose = ?")
        .param(PURPOSE)
        .query(String.class)
        .optional()
        .map(Base64.getDecoder()::decode);
  }

  private static byte[] make(JdbcClient database, Time time) {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    try {
      database
          .sql("insert into secret_key (purpose, secret, created_at) values (?, ?, ?)")
          .params(PURPOSE, Base64.getEncoder().encodeToString(secret), Time.forDatabase(time.now()))
          .update();
      return secret;
    } catch (DuplicateKeyException anotherNodeWasFirst) {
      return read(database).orElseThrow();
    }
  }
}
