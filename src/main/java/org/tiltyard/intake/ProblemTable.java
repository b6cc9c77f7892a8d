package org.tiltyard.intake;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Problems as CSV. Cells that a spreadsheet would calculate begin with an apostrophe. */
final class ProblemTable {

  private static final String CALCULATED = "=+-@\t\r";

  private ProblemTable() {}

  static String of(List<ImportProblems.Entry> problems) {
    StringWriter text = new StringWriter();
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader("file", "number", "field", "reason", "detail").get();
    try (CSVPrinter table = new CSVPrinter(text, format)) {
      for (ImportProblems.Entry one : problems) {
        table.printRecord(
            plain(one.file()),
            one.number(),
            plain(one.field()),
            plain(one.reason()),
            plain(one.detail()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static String plain(String cell) {
    return !cell.isEmpty() && CALCULATED.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }
}
