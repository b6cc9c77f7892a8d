package org.tiltyard.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Takes keys out of texts that come from a provider, which may repeat what it was sent. */
final class Redaction {

  private static final String HIDDEN = "[key]";
  private static final Pattern LIKE_A_KEY =
      Pattern.compile("(?i)\\bbearer\\s+[^\\s\"']+|\\bsk-[\\w-]{8,}");

  private Redaction() {}

  /** The text without this key, written plainly, in JSON or in a URL, and without any like it. */
  static String of(String text, String key) {
    String redacted = text;
    if (!key.isEmpty()) {
      redacted =
          redacted
              .replace(key, HIDDEN)
              .replace(key.replace("/", "\\/"), HIDDEN)
              .replace(URLEncoder.encode(key, StandardCharsets.UTF_8), HIDDEN);
    }
    return LIKE_A_KEY.matcher(redacted).replaceAll(HIDDEN);
  }
}
