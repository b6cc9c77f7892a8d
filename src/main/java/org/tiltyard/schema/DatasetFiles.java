package org.tiltyard.schema;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/** Files of rows. */
public final class DatasetFiles {

  private static final ReadSummary EMPTY = new ReadSummary(null, null, 0, 0, null);

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

  /**
   * Reads a file of rows, packed with gzip or zstd or not, and hands them to the sink one by one.
   * Bad rows are reported, the others go on; what ends the reading early is in the summary.
   *
   * @param in read to its end, not closed
   * @throws IOException if the stream itself fails, or the copy that Parquet needs can't be kept
   */
  public static ReadSummary read(InputStream in, FileGuess guess, ReadLimits limits, RowSink sink)
      throws IOException {
    return readAll(in, guess, limits, name -> sink).getOrDefault(guess.name(), EMPTY);
  }

  /**
   * Reads a file of rows, or all of those in a zip, such as a whole release. Other files in it are
   * passed over; names that lead out of it are reported.
   *
   * @param in read to its end, not closed
   * @param sinks gives the sink of a file by its name in the zip, or by the name that was given
   * @return what became of each file, by name, in the order of the zip; if the zip itself is not
   *     whole, that is under the name that was given
   * @throws IOException if the stream itself fails, or the copy that Parquet needs can't be kept
   */
  public static Map<String, ReadSummary> readAll(
      InputStream in, FileGuess guess, ReadLimits limits, Function<String, RowSink> sinks)
      throws IOException {
    return new FileReading(in, guess, limits, sinks).read();
  }

  /**
   * A row from its JSON text.
   *
   * @throws IllegalArgumentException if it isn't a row of that schema
   */
  public static Row parse(Schema schema, String json) {
    try {
      Object tree = JsonText.parse(json);
      if (tree == null) {
        throw new IllegalArgumentException("null");
      }
      return Shapes.of(schema).read(tree, Place.row(false));
    } catch (BadRow | JacksonException | JsonText.DuplicateKey e) {
      throw new IllegalArgumentException("not a row of " + schema.key(), e);
    }
  }

  /** A row as JSON text, exactly as its line in a file of JSONL. */
  public static String json(Row row) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RowWriter writer = writer(row.schema(), Format.JSONL, out)) {
      writer.write(row);
    }
    return out.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /** The row as the shape's own type. */
  static <T extends Row> T typed(Shape<T> shape, Row row) {
    if (!shape.type().isInstance(row)) {
      throw new IllegalArgumentException("a row of " + row.schema().key() + " in another file");
    }
    return shape.type().cast(row);
  }
}
