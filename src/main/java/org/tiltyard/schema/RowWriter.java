package org.tiltyard.schema;

/**
 * Writes rows of one schema to a file, one after the other, at constant memory. The same rows give
 * the same bytes, wherever and whenever. Failures of the stream are {@link
 * java.io.UncheckedIOException}s.
 */
public interface RowWriter extends AutoCloseable {

  /**
   * Writes one row.
   *
   * @throws IllegalArgumentException if it is of another schema
   */
  void write(Row row);

  /** Ends the file; the stream stays open. */
  @Override
  void close();
}
