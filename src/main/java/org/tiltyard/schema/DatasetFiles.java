package org.tiltyard.schema;

import java.io.OutputStream;

/** Files of rows. */
public final class DatasetFiles {

  private DatasetFiles() {}

  /**
   * Begins a file.
   *
   * @param out stays open when the writer is closed
   * @throws IllegalArgumentException if the schema isn't written in that format
   */
  public static RowWriter writer(Schema schema, Format format, OutputStream out) {
    if (!schema.formats().contains(format)) {
      throw new IllegalArgumentException(schema.key() + " is not written as " + format.key());
    }
    return writer(Shapes.of(schema), format, out);
  }

  private static <T extends Row> RowWriter writer(Shape<T> shape, Format format, OutputStream out) {
    return switch (format) {
      case JSONL -> new JsonlWriter<>(shape, out);
      case PARQUET -> new ParquetRowWriter<>(shape, out);
      case CSV -> new CsvWriter(out);
    };
  }

  /** The row as the shape's own type. */
  static <T extends Row> T typed(Shape<T> shape, Row row) {
    if (!shape.type().isInstance(row)) {
      throw new IllegalArgumentException("a row of " + row.schema().key() + " in another file");
    }
    return shape.type().cast(row);
  }
}
