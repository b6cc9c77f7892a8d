package org.tiltyard.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the address of the next part, relative to the arena; null when this is the last
 */
record Page<T>(List<T> data, @Nullable String next) {

  /**
   * Cuts what was read to the page's size; one row more than fits says that there is a next page.
   */
  static <T> Page<T> of(List<T> rows, Parameters parameters, Function<T, Cursor> cursor) {
    int limit = parameters.limit();
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> shown = rows.subList(0, limit);
    return new Page<>(List.copyOf(shown), parameters.next(cursor.apply(shown.getLast())));
  }
}
