package org.tiltyard.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something an admin should know of.
 *
 * @param key of its words in the message bundles; the words of its link are at {@code <key>.link}
 * @param arguments of the words
 * @param link where to look; null when there is nothing to see
 */
public record AdminNotice(String key, List<Object> arguments, @Nullable String link) {

  /** A notice with a place to look. */
  public static AdminNotice of(String key, String link, Object... arguments) {
    return new AdminNotice(key, List.of(arguments), link);
  }
}
