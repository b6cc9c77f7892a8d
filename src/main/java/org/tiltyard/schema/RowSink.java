package org.tiltyard.schema;

/** Takes what a reader finds, in the order of the file. */
public interface RowSink {

  /**
   * A row that is as its schema says.
   *
   * @param number of its line (JSONL), record (CSV: the head is 1) or row (Parquet), from 1
   */
  void row(long number, Row row);

  /** A row that isn't; reading goes on. */
  void problem(Problem problem);
}
