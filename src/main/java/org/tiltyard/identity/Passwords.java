package org.tiltyard.identity;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a password must be, how it is kept, and whether one fits. */
@Component
class Passwords {

  static final int MINIMUM = 12;
  static final int MAXIMUM = 200;

  /** bcrypt, which earlier versions used, reads no more than this; the rest would be ignored. */
  private static final int BCRYPT_BYTES = 72;

  private final OneAtATimeEncoder encoder;

  /** Made while the arena starts: nobody waits for it, and every hash takes as long as another. */
  private final CompletableFuture<String> hashOfNobody;

  Passwords(OneAtATimeEncoder encoder) {
    this.encoder = encoder;
    this.hashOfNobody = CompletableFuture.supplyAsync(() -> encoded(Tokens.random()));
  }

  /**
   * The form in which a password is kept.
   *
   * @throws AccountRefused when it is too short or too long; there is no other rule
   * @throws SignInRefused when the arena is busy with other passwords
   */
  String hash(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < MINIMUM || length > MAXIMUM) {
      throw AccountRefused.password(MINIMUM, MAXIMUM);
    }
    return encoded(password);
  }

  private String encoded(String password) {
    return Objects.requireNonNull(encoder.encode(password));
  }

  /**
   * Whether the password belongs to the hash. Takes as long when there is none.
   *
   * @throws SignInRefused when the arena is busy with other passwords
   */
  boolean fits(String password, @Nullable String hash) {
    boolean readable = hash != null && password.length() <= MAXIMUM * 2 && !cut(password, hash);
    String compared = readable ? Objects.requireNonNull(hash) : hashOfNobody.join();
    return encoder.matches(readable ? password : "nobody's", compared) && readable;
  }

  private static boolean cut(String password, String hash) {
    return hash.startsWith("$2") && password.getBytes(StandardCharsets.UTF_8).length > BCRYPT_BYTES;
  }

  /** Whether the hash was made the old way, so that it is worth making anew. */
  boolean outdated(String hash) {
    return encoder.upgradeEncoding(hash);
  }
}
