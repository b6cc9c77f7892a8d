package org.tiltyard.dataset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a conversation comes from. */
public enum Source {
  /** Held and voted on in this arena. */
  OWN,
  /** Came in with a file. */
  IMPORTED;

  /** Its name in addresses, settings and files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The source of that name. */
  public static Optional<Source> of(String key) {
    return Arrays.stream(values()).filter(source -> source.key().equals(key)).findFirst();
  }
}
