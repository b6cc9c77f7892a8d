package org.tiltyard.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tiltyard.shared.Time;

/**
 * The order of a list of what happened: by time and id, newest or oldest first. Newest first, what
 * comes in meanwhile comes before the first page and moves nothing.
 *
 * @param name the list's, for its cursors
 * @param time the column of the time
 * @param id the column of the id; the two are an index
 */
record Listing(String name, String time, String id) {

  static final String ORDER = "order";

  private static final List<String> ORDERS = List.of("newest", "oldest");
  private static final int VALUES = 2;

  private static boolean newestFirst(Parameters parameters) {
    return parameters.word(ORDER, ORDERS).orElse("newest").equals("newest");
  }

  private String kind(Parameters parameters) {
    return name + (newestFirst(parameters) ? " newest" : " oldest");
  }

  /** Narrows a query to the period that was asked for, and to what comes after the cursor. */
  void narrow(Where where, Parameters parameters) {
    parameters.time("from").ifPresent(from -> where.and(time + " >= ?", Time.forDatabase(from)));
    parameters.time("until").ifPresent(until -> where.and(time + " < ?", Time.forDatabase(until)));
    Optional<Cursor> cursor = parameters.cursor(kind(parameters), VALUES);
    if (cursor.isPresent()) {
      Object at = Time.forDatabase(cursor.get().time());
      String than = newestFirst(parameters) ? "<" : ">";
      // The first condition says no more than the second, but both databases look it up by index.
      where.and("%s %s= ?".formatted(time, than), at);
      where.and("(%s, %s) %s (?, ?)".formatted(time, id, than), at, cursor.get().last());
    }
  }

  /** {@code order by … limit …}: a row more than the page, to know whether there is another. */
  String inOrder(Parameters parameters) {
    String way = newestFirst(parameters) ? " desc" : "";
    return " order by %s%s, %s%s limit %d".formatted(time, way, id, way, parameters.limit() + 1);
  }

  /** After the row of this time and id. */
  Cursor after(Parameters parameters, Instant at, String rowId) {
    return Cursor.of(kind(parameters), at, rowId);
  }
}
