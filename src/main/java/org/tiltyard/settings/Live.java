package org.tiltyard.settings;

/**
 * A group of settings as it stands now. Ask for it where a value is used; what was asked for
 * earlier may be outdated.
 *
 * @param <T> the group's record
 */
@FunctionalInterface
public interface Live<T> {

  /** The present values: always a whole, valid group. */
  T get();

  /** Values that never change, for tests. */
  static <T> Live<T> of(T values) {
    return () -> values;
  }
}
