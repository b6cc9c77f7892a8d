package org.tiltyard.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/**
 * Keys that the arena signs with: made at first use and kept in the database, so that every node
 * has the same.
 */
@Component
public class SecretKeys {

  private static final int BYTES = 32;

  private final JdbcClient database;
  private final Time time;

  SecretKeys(JdbcClient database, Time time) {
    this.database = database;
    this.time = time;
  }

  /** The key for a purpose, 256 random bits. */
  public byte[] of(String purpose) {
    return read(purpose).orElseGet(() -> make(purpose));
  }

  private Optional<byte[]> read(String purpose) {
    return database
        .sql("select secret from secret_key where purpose = ?")
        .param(purpose)
        .query(String.class)
        .optional()
        .map(Base64.getDecoder()::decode);
  }

  private byte[] make(String purpose) {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    try {
      database
          .sql("insert into secret_key (purpose, secret, created_at) values (?, ?, ?)")
          .params(purpose, Base64.getEncoder().encodeToString(secret), Time.forDatabase(time.now()))
          .update();
      return secret;
    } catch (DuplicateKeyException anotherNodeWasFirst) {
      return read(purpose).orElseThrow();
    }
  }
}
