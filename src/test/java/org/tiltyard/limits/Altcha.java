package org.tiltyard.limits;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Solves challenges as a program does that knows the ALTCHA protocol. */
public final class Altcha {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HexFormat HEX = HexFormat.of();

  private Altcha() {}

  /** The payload that solves the challenge. */
  public static String solve(JsonNode challenge) {
    JsonNode parameters = challenge.get("parameters");
    byte[] salt = HEX.parseHex(parameters.get("salt").asString());
    byte[] nonce = HEX.parseHex(parameters.get("nonce").asString());
    String prefix = parameters.get("keyPrefix").asString();
    for (int counter = 0; ; counter++) {
      String key = HEX.formatHex(Challenges.derive(salt, nonce, counter));
      if (key.startsWith(prefix)) {
        return payload(challenge, counter, key);
      }
    }
  }

  static String payload(JsonNode challenge, int counter, String key) {
    String json =
        JSON.writeValueAsString(
            Map.of(
                "challenge",
                challenge,
                "solution",
                Map.of("counter", counter, "derivedKey", key, "time", 12.3)));
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
