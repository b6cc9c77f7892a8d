package org.tiltyard.schema;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * The release of 55k as CSV: a head, quotes where they are needed, {@code \n} after every record.
 * Cells that begin like a formula are left as they are: a dataset must give back the text that was
 * said, and its cells are JSON arrays, which no spreadsheet takes for formulas.
 */
final class CsvWriter implements RowWriter {

  private final CSVPrinter csv;

  CsvWriter(OutputStream out) {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setRecordSeparator('\n').setQuoteMode(QuoteMode.MINIMAL).get();
    try {
      csv =
          new CSVPrinter(
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), format);
      csv.printRecord(Schema.ARENA_55K.columns().stream().map(Column::name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(Row row) {
    if (!(row instanceof Arena55kRow battle)) {
      throw new IllegalArgumentException("a row of " + row.schema().key() + " in another file");
    }
    try {
      csv.printRecord(
          WellFormed.text(battle.id()),
          WellFormed.text(battle.modelA()),
          WellFormed.text(battle.modelB()),
          WellFormed.text(battle.prompt()),
          WellFormed.text(battle.responseA()),
          WellFormed.text(battle.responseB()),
          battle.winnerModelA(),
          battle.winnerModelB(),
          battle.winnerTie());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
