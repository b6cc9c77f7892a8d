package org.tiltyard.schema;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a reader found, and short ways to write and read in memory. */
final class Collected implements RowSink {

  final Map<Long, Row> rows = new TreeMap<>();
  final List<Problem> problems = new ArrayList<>();

  @Override
  public void row(long number, Row row) {
    rows.put(number, row);
  }

  @Override
  public void problem(Problem problem) {
    problems.add(problem);
  }

  List<Row> list() {
    return new ArrayList<>(rows.values());
  }

  ReadSummary read(byte[] file, String name) {
    return read(new ByteArrayInputStream(file), name, ReadLimits.DEFAULT);
  }

  ReadSummary read(InputStream in, String name, ReadLimits limits) {
    try {
      return DatasetFiles.read(in, FileGuess.named(name), limits, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows of a file that has no problems. */
  static List<Row> rowsOf(byte[] file, String name) {
    Collected found = new Collected();
    ReadSummary summary = found.read(file, name);
    if (!summary.whole() || summary.problems() > 0) {
      throw new AssertionError(summary + " " + found.problems);
    }
    return found.list();
  }

  static byte[] write(Schema schema, Format format, List<? extends Row> rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RowWriter writer = DatasetFiles.writer(schema, format, out)) {
      rows.forEach(writer::write);
    }
    return out.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
