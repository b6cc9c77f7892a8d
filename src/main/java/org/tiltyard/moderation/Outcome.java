package org.tiltyard.moderation;

import java.util.Locale;

/** What became of a text; later ones are stricter, and the last says that nothing is known. */
public enum Outcome {
  /** Nothing was found that a policy cares about. */
  ALLOW,
  /** Something was found, and noted. */
  LOG,
  /** The person is asked whether to send it all the same. */
  WARN,
  /** It is not sent. */
  BLOCK,
  /** The link could not be asked. That is not "clean". */
  NOT_CHECKED;

  /** The form in the database and in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The outcome that is written like this. */
  public static Outcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
