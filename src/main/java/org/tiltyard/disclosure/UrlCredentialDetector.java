package org.tiltyard.disclosure;

import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses with a name and a password in them, such as those of databases. */
final class UrlCredentialDetector implements Detector {

  private static final Pattern URL =
      Pattern.compile(
          "(?<![a-zA-Z0-9])[a-zA-Z][a-zA-Z0-9+.-]{1,20}://([^\\s/:@\"'<>]{1,100}):([^\\s/@\"'<>]{1,200})@[^\\s/:\"'<>]{1,253}(?::\\d{1,5})?(?:/[^\\s\"'<>]{0,500})?");
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "pass",
          "password",
          "passwd",
          "pwd",
          "secret",
          "pw",
          "user",
          "username",
          "token",
          "x",
          "mypassword",
          "yourpassword",
          "your_password",
          "your-password",
          "changeme",
          "example");

  @Override
  public void find(String text, String language, Consumer<Finding> found) {
    if (!text.contains("://")) {
      return;
    }
    Matcher matcher = URL.matcher(text);
    while (matcher.find()) {
      String password = matcher.group(2);
      if (!PLACEHOLDERS.contains(password.toLowerCase(Locale.ROOT))
          && !SecretDetector.isPlaceholder(password)) {
        found.accept(Finding.in(text, Kind.URL_CREDENTIALS, matcher.start(), matcher.end()));
      }
    }
  }
}
