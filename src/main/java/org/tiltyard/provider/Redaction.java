package org.tiltyard.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Pattern;

/** Takes keys out of texts that come from a provider, which may repeat what it was sent. */
final class Redaction {

  private static final String HIDDEN = "[key]";
  private static final int SHORTEST = 3;
  private static final Pattern LIKE_A_KEY =
      Pattern.compile("(?i)\\bbearer\\s+[^\\s\"']+|\\bsk-[\\w-]{8,}");

  private Redaction() {}

  /**
   * The text without these secrets, written plainly, in JSON, in a URL or in base64, and without
   * any key like them. A header's value of a few characters is no secret, and stays.
   */
  static String of(String text, Collection<String> secrets) {
    String redacted = text;
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST) {
        redacted =
            redacted
                .replace(secret, HIDDEN)
                .replace(secret.replace("/", "\\/"), HIDDEN)
                .replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), HIDDEN)
                .replace(
                    Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
                    HIDDEN);
      }
    }
    return LIKE_A_KEY.matcher(redacted).replaceAll(HIDDEN);
  }
}
