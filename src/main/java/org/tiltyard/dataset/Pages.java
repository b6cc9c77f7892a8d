package org.tiltyard.dataset;

import java.util.List;

/**
 * Something in order, some at a time.
 *
 * @param <T> what it is
 */
interface Pages<T> {

  /** The next ones; none at the end. */
  List<T> next();
}
