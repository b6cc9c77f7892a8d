package org.tiltyard.limits;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A proof-of-work challenge of the ALTCHA protocol, version 2: find the counter for which the
 * SHA-256 of salt, nonce and counter (32 bits, big-endian) starts with the prefix.
 *
 * @param signature HMAC-SHA-256 of the parameters' canonical JSON, in hex
 */
record Challenge(Parameters parameters, String signature) {

  /** In alphabetical order, which makes their JSON the canonical one that is signed. */
  @JsonPropertyOrder(alphabetic = true)
  record Parameters(
      String algorithm,
      int cost,
      Data data,
      long expiresAt,
      int keyLength,
      String keyPrefix,
      String nonce,
      String salt) {}

  /** For whom it is: a hash that says nothing to others. */
  record Data(String subject) {}
}
