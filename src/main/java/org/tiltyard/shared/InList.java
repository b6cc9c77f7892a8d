package org.tiltyard.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Values of an {@code in (…)} of a statement. */
public final class InList {

  private InList() {}

  /**
   * The values, the last of them repeated until there are 1, 2, 4, 8 … of them: then a database
   * that prepares statements knows a few of them, not one for every number of values.
   */
  public static <T> List<T> padded(Stream<T> values) {
    List<T> padded = new ArrayList<>(values.toList());
    while (Integer.bitCount(padded.size()) > 1) {
      padded.add(padded.getLast());
    }
    return padded;
  }
}
