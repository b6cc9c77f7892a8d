package org.tiltyard.api;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Where a list goes on: after the row with this position. Opaque to programs, and of no use in
 * another list or another order.
 *
 * @param list the list and its order
 * @param position the values by which the list is ordered, of the last row that was sent
 */
record Cursor(String list, List<String> position) {

  private static final String SEPARATOR = "\n";

  static Cursor of(String list, Instant time, String id) {
    return new Cursor(list, List.of(time.toString(), id));
  }

  static Cursor of(String list, String name) {
    return new Cursor(list, List.of(name));
  }

  /**
   * Reads one that a program sent back.
   *
   * @param size how many values the list is ordered by
   * @throws ApiRefused when it is none, or one of another list
   */
  static Cursor parse(String text, String list, int size) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      List<String> parts = List.of(new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR, -1));
      if (parts.size() == size + 1 && parts.getFirst().equals(list)) {
        return new Cursor(list, parts.subList(1, parts.size()));
      }
    } catch (IllegalArgumentException notBase64) {
      throw ApiRefused.cursor();
    }
    throw ApiRefused.cursor();
  }

  /** As programs see it. */
  String text() {
    String whole = list + SEPARATOR + String.join(SEPARATOR, position);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(whole.getBytes(StandardCharsets.UTF_8));
  }

  /** The first value, where a list is ordered by time. */
  Instant time() {
    try {
      return Instant.parse(position.getFirst());
    } catch (DateTimeException notATime) {
      throw ApiRefused.cursor();
    }
  }

  /** The last value. */
  String last() {
    return position.getLast();
  }
}
