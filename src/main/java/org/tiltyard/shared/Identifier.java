package org.tiltyard.shared;

import java.security.SecureRandom;
import java.util.HexFormat;

/** An opaque identifier of an aggregate: 128 random bits as 32 hexadecimal digits. */
public interface Identifier {

  /** The identifier as it is stored and shown in addresses. */
  String value();

  /** A new identifier's value. */
  static String random() {
    byte[] bits = new byte[16];
    Randomness.SOURCE.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  /** Holds the generator, which an interface cannot hide. */
  final class Randomness {
    private static final SecureRandom SOURCE = new SecureRandom();

    private Randomness() {}
  }
}
