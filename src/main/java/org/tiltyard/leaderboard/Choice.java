package org.tiltyard.leaderboard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** One of a few words that a query can have for something. */
public interface Choice {

  /** The constant's name. */
  String name();

  /** The word in addresses, JSON and message keys. */
  default String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The choice of that word. */
  static <C extends Enum<C> & Choice> Optional<C> of(Class<C> choices, String key) {
    return Arrays.stream(choices.getEnumConstants())
        .filter(choice -> choice.key().equals(key))
        .findFirst();
  }
}
