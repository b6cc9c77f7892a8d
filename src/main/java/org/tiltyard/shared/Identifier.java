package org.tiltyard.shared;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * An opaque identifier: 128 random bits as 32 lowercase hex digits. Implemented by one record per
 * aggregate, so that the id of a battle is never taken for that of a model.
 */
public interface Identifier {

  /** The 32 hex digits. */
  String value();

  /** A fresh value from the system's secure random generator. */
  static String random() {
    byte[] bytes = new byte[16];
    Randomness.SOURCE.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Whether the text has the form of an identifier; whether one exists is another question. */
  static boolean isWellFormed(String text) {
    return text.length() == 32
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** Holds the generator, which an interface can't hide. */
  final class Randomness {
    private static final SecureRandom SOURCE = new SecureRandom();

    private Randomness() {}
  }
}
