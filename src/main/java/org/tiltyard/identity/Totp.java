package org.tiltyard.identity;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/**
 * Time-based one-time passwords (RFC 6238) in the form that every app reads: HMAC-SHA-1, six
 * digits, steps of 30 seconds. Secrets are Base32, as people type them.
 */
final class Totp {

  private static final int SECRET_BYTES = 20;
  private static final Duration STEP = Duration.ofSeconds(30);

  /** Clocks go wrong: the codes just before and just after are taken too. */
  private static final int DRIFT = 1;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HmacOneTimePasswordGenerator GENERATOR = new HmacOneTimePasswordGenerator();

  private Totp() {}

  /** A new secret of 160 bits. */
  static String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return Base32.toBase32String(bytes);
  }

  static long stepAt(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), STEP.toSeconds());
  }

  /** The code of one step. */
  static String code(String secret, long step) {
    try {
      SecretKeySpec key = new SecretKeySpec(Base32.decode(secret), "HmacSHA1");
      return GENERATOR.generateOneTimePasswordString(key, step, Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("A secret is a key for HMAC-SHA-1", e);
    }
  }

  /**
   * The step whose code this is, among those around the moment; none when it is wrong.
   *
   * @param after only later steps count, so that no code is taken twice
   */
  static OptionalLong matching(String secret, String code, Instant moment, long after) {
    long now = stepAt(moment);
    OptionalLong found = OptionalLong.empty();
    for (long step = now - DRIFT; step <= now + DRIFT; step++) {
      byte[] right = code(secret, step).getBytes(StandardCharsets.US_ASCII);
      if (MessageDigest.isEqual(right, code.getBytes(StandardCharsets.UTF_8)) && step > after) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /** What a QR code tells the app. */
  static String address(String issuer, String username, String secret) {
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
        .formatted(encoded(issuer), encoded(username), secret, encoded(issuer));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
