package org.tiltyard.schema;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tiltyard.schema.Problem.Reason;

/**
 * Reads the release of 55k from CSV. Records whose cells are wrong are passed over; where quotes
 * don't match, nobody knows where the next record begins, so reading ends there.
 */
final class CsvReader {

  private static final Set<String> NUMBERS =
      Schema.ARENA_55K.columns().stream()
          .filter(column -> column.type() != Column.Scalar.STRING)
          .map(Column::name)
          .collect(Collectors.toUnmodifiableSet());

  private final Reading reading;
  private final BoundedReader in;
  private long number = 1;

  CsvReader(InputStream in, Reading reading, int longest) {
    this.reading = reading;
    Reader text =
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    this.in = new BoundedReader(text, longest);
  }

  /** The record that is being read; the head is 1. */
  long number() {
    return number;
  }

  void read() throws IOException {
    try (CSVParser csv = CSVFormat.RFC4180.parse(in)) {
      Iterator<CSVRecord> records = csv.iterator();
      List<String> head = head(records);
      while (next(records)) {
        number++;
        record(head, records.next());
        in.recordEnded();
      }
    }
  }

  private List<String> head(Iterator<CSVRecord> records) throws IOException {
    if (!next(records)) {
      return List.of();
    }
    List<String> names = records.next().toList();
    in.recordEnded();
    List<String> head = names.stream().map(name -> name.replace("\uFEFF", "").strip()).toList();
    if (new HashSet<>(head).size() < head.size()) {
      throw new Stopped(Reason.DUPLICATE_KEY, "a column comes twice in the head");
    }
    return head;
  }

  private boolean next(Iterator<CSVRecord> records) throws IOException {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof Stopped stopped) {
        throw stopped;
      }
      if (e.getCause() instanceof CharacterCodingException) {
        throw new Stopped(Reason.NOT_UNICODE, "not UTF-8");
      }
      throw new Stopped(Reason.DAMAGED, "quotes that don’t match");
    } catch (IllegalStateException e) {
      throw new Stopped(Reason.DAMAGED, "quotes that don’t match");
    }
  }

  private void record(List<String> head, CSVRecord record) throws Stopped {
    if (record.size() == 1 && record.get(0).isEmpty()) {
      return;
    }
    if (record.size() != head.size()) {
      String found = record.size() + " cells, " + head.size() + " in the head";
      reading.problem(new Problem(number, "", Reason.WRONG_CELLS, found));
      return;
    }
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < head.size(); i++) {
      String name = head.get(i);
      row.put(name, NUMBERS.contains(name) ? new JsonNumber(record.get(i)) : record.get(i));
    }
    reading.row(number, row, false);
  }

  /** Ends a record that is too long before it fills the memory. */
  private static final class BoundedReader extends FilterReader {

    private static final int READ_AHEAD = 1 << 16;

    private final long longest;
    private long inRecord;

    BoundedReader(Reader in, long longest) {
      super(in);
      this.longest = longest + READ_AHEAD;
    }

    void recordEnded() {
      inRecord = 0;
    }

    @Override
    public int read() throws IOException {
      char[] one = new char[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] chars, int from, int length) throws IOException {
      int read = super.read(chars, from, length);
      inRecord += Math.max(0, read);
      if (inRecord > longest) {
        throw new Stopped(Reason.LINE_TOO_LONG, "a record of more than " + longest + " characters");
      }
      return read;
    }
  }
}
