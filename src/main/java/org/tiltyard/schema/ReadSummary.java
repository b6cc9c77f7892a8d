package org.tiltyard.schema;

import org.jspecify.annotations.Nullable;

/**
 * What became of a file.
 *
 * @param schema of its rows; null if it had none or it could not be told
 * @param format null if it could not be told
 * @param rows taken
 * @param problems rows that were not
 * @param stopped why reading ended before the file's end; null if it was read whole
 */
public record ReadSummary(
    @Nullable Schema schema,
    @Nullable Format format,
    long rows,
    long problems,
    @Nullable Problem stopped) {

  /** Whether the file was read to its end. */
  public boolean whole() {
    return stopped == null;
  }
}
