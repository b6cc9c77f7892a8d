package org.tiltyard.limits;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.SecretKeys;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes and checks proof-of-work challenges (ALTCHA, version 2). Nothing is stored when one is
 * made: its signature says that it is ours, for whom it is and until when. A solved one is noted,
 * so that it opens the door once.
 */
@Component
class Challenges {

  private static final String ALGORITHM = "SHA-256";
  private static final int KEY_LENGTH = 32;
  private static final int PREFIX_LENGTH = 16;
  private static final int LONGEST_PAYLOAD = 4000;
  private static final HexFormat HEX = HexFormat.of();

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;
  private final JdbcClient database;
  private final Live<LimitSettings.Challenge> settings;
  private final JsonMapper json;
  private final Time time;

  Challenges(
      SecretKeys keys,
      JdbcClient database,
      Live<LimitSettings.Challenge> settings,
      JsonMapper json,
      Time time) {
    this.key = new SecretKeySpec(keys.of("challenge"), "HmacSHA256");
    this.database = database;
    this.settings = settings;
    this.json = json;
    this.time = time;
  }

  /** A fresh challenge for the subject. Its answer lies in the upper half of the work's range. */
  Challenge ask(String subject) {
    int work = settings.get().work();
    int counter = random.nextInt(work / 2, work);
    byte[] nonce = bytes(16);
    byte[] salt = bytes(16);
    String prefix = HEX.formatHex(derive(salt, nonce, counter), 0, PREFIX_LENGTH);
    Instant expires = time.now().plus(settings.get().validFor());
    return signed(
        new Challenge.Parameters(
            ALGORITHM,
            1,
            new Challenge.Data(nameOf(subject)),
            expires.getEpochSecond(),
            KEY_LENGTH,
            prefix,
            HEX.formatHex(nonce),
            HEX.formatHex(salt)));
  }

  /**
   * Whether the payload solves a challenge that was made for the subject, has not expired and was
   * never redeemed; then it is redeemed, in the caller's transaction.
   *
   * @param payload base 64 of {@code {"challenge": …, "solution": {"counter": …, "derivedKey": …}}}
   */
  boolean redeem(String payload, String subject) {
    Optional<Challenge.Parameters> solved = solved(payload);
    if (solved.isEmpty() || !solved.get().data().subject().equals(nameOf(subject))) {
      return false;
    }
    Instant expires = Instant.ofEpochSecond(solved.get().expiresAt());
    return expires.isAfter(time.now())
        && database
                .sql(
                    "insert into spent_challenge (nonce, expires_at) values (?, ?) on conflict do"
                        + " nothing")
                .params(solved.get().nonce(), Time.forDatabase(expires))
                .update()
            == 1;
  }

  /** Forgets challenges that have expired anyway. */
  int sweep() {
    return database
        .sql("delete from spent_challenge where expires_at < ?")
        .param(Time.forDatabase(time.now()))
        .update();
  }

  private Optional<Challenge.Parameters> solved(String payload) {
    if (payload.length() > LONGEST_PAYLOAD) {
      return Optional.empty();
    }
    try {
      JsonNode read =
          json.readTree(Base64.getDecoder().decode(payload.getBytes(StandardCharsets.UTF_8)));
      Challenge challenge = json.treeToValue(read.path("challenge"), Challenge.class);
      JsonNode solution = read.path("solution");
      if (challenge == null || !isOurs(challenge) || !solution.path("counter").isInt()) {
        return Optional.empty();
      }
      Challenge.Parameters parameters = challenge.parameters();
      byte[] derived =
          derive(
              HEX.parseHex(parameters.salt()),
              HEX.parseHex(parameters.nonce()),
              solution.path("counter").intValue());
      boolean fits = HEX.formatHex(derived).startsWith(parameters.keyPrefix());
      return fits ? Optional.of(parameters) : Optional.empty();
    } catch (JacksonException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("ConstantValue") // what Jackson made of a client's JSON may hold nulls
  private boolean isOurs(Challenge challenge) {
    if (challenge.parameters() == null
        || challenge.signature() == null
        || challenge.parameters().data() == null) {
      return false;
    }
    return MessageDigest.isEqual(
        signed(challenge.parameters()).signature().getBytes(StandardCharsets.US_ASCII),
        challenge.signature().getBytes(StandardCharsets.US_ASCII));
  }

  private Challenge signed(Challenge.Parameters parameters) {
    return new Challenge(parameters, HEX.formatHex(hmac(json.writeValueAsString(parameters))));
  }

  private String nameOf(String subject) {
    return HEX.formatHex(hmac("subject " + subject), 0, PREFIX_LENGTH);
  }

  private byte[] hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every Java", e);
    }
  }

  static byte[] derive(byte[] salt, byte[] nonce, int counter) {
    try {
      MessageDigest digest = MessageDigest.getInstance(ALGORITHM);
      digest.update(salt);
      digest.update(nonce);
      return digest.digest(ByteBuffer.allocate(Integer.BYTES).putInt(counter).array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
