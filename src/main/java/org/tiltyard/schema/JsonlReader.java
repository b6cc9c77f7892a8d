package org.tiltyard.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.Problem.Reason;
import tools.jackson.core.JacksonException;

/**
 * Reads lines of any length up to the limit; longer ones are passed over without being held. A byte
 * order mark, {@code \r} before {@code \n} and empty lines do no harm.
 */
final class JsonlReader {

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final Reading reading;
  private final int longest;
  private final byte[] chunk = new byte[CHUNK];
  private byte[] line = new byte[CHUNK];
  private int length;
  private boolean tooLong;
  private long number = 1;

  JsonlReader(InputStream in, Reading reading, int longest) {
    this.in = in;
    this.reading = reading;
    this.longest = longest;
  }

  /** The line that is being read, from 1. */
  long number() {
    return number;
  }

  void read() throws IOException {
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (chunk[i] == '\n') {
          add(from, i);
          endLine();
          from = i + 1;
        }
      }
      add(from, read);
    }
    if (length > 0 || tooLong) {
      endLine();
    }
  }

  private void add(int from, int to) {
    int more = to - from;
    if (tooLong || more > longest - length) {
      tooLong = true;
      length = 0;
      line = line.length > CHUNK ? new byte[CHUNK] : line;
      return;
    }
    if (length + more > line.length) {
      long doubled = Math.min(longest, Math.max(length + more, 2L * line.length));
      line = Arrays.copyOf(line, (int) doubled);
    }
    System.arraycopy(chunk, from, line, length, more);
    length += more;
  }

  private void endLine() throws Stopped {
    if (tooLong) {
      problem(Reason.LINE_TOO_LONG, "more than " + longest + " bytes");
    } else {
      parse();
    }
    tooLong = false;
    length = 0;
    number++;
  }

  private void parse() throws Stopped {
    @Nullable String text = text();
    if (text == null) {
      problem(Reason.NOT_UNICODE, "not UTF-8");
      return;
    }
    if (text.isBlank()) {
      return;
    }
    @Nullable Object tree;
    try {
      tree = JsonText.parse(text);
    } catch (JsonText.DuplicateKey e) {
      problem(Reason.DUPLICATE_KEY, e.key());
      return;
    } catch (JacksonException e) {
      problem(Reason.MALFORMED, String.valueOf(e.getOriginalMessage()));
      return;
    }
    reading.row(number, tree, false);
  }

  /** Null if it isn't UTF-8. */
  private @Nullable String text() {
    int from = number == 1 && startsWithMark() ? 3 : 0;
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    int bytes = Math.max(0, end - from);
    String text = new String(line, from, bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(line, from, bytes))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private boolean startsWithMark() {
    return length >= 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF;
  }

  private void problem(Reason reason, String detail) throws Stopped {
    reading.problem(new BadRow("", reason, detail).at(number));
  }
}
