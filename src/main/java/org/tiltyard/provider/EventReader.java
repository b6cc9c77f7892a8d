package org.tiltyard.provider;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a server-sent event stream into the data of its events, as slices of its own buffer: the hot
 * path copies nothing. Lines may end in LF, CR or CRLF and may be split anywhere between reads;
 * comments and fields other than {@code data} are passed over.
 */
final class EventReader {

  /** An event of one token has some 300 bytes. */
  private static final int SMALL = 1024;

  private static final int LARGE = 64 * SMALL;
  private static final byte[] FIELD = {'d', 'a', 't', 'a'};
  private static final int NONE = -1;

  private final InputStream in;
  private final int longest;

  private byte[] buffer = new byte[SMALL];
  private int start;
  private int scanned;
  private int end;
  private boolean lineFeedMayFollow;
  private boolean atBeginning = true;
  private boolean anyBytes;

  private int from = NONE;
  private int to;

  /**
   * @param longest bytes that one event may have
   */
  EventReader(InputStream in, int longest) {
    this.in = in;
    this.longest = Math.max(longest, SMALL);
  }

  /**
   * Waits for the next event that has data; {@link #buffer()}, {@link #from()} and {@link
   * #length()} tell it until the next call.
   *
   * @return false at the end of the stream
   * @throws EventTooLong when one event has more than the allowed bytes
   */
  boolean next() throws IOException {
    from = NONE;
    while (true) {
      int lineEnd = findLineEnd();
      if (lineEnd == NONE) {
        takeLine(start, end);
        start = end;
        return from != NONE;
      }
      boolean blank = lineEnd == start;
      takeLine(start, lineEnd);
      lineFeedMayFollow = buffer[lineEnd] == '\r';
      start = lineEnd + 1;
      scanned = start;
      if (blank && from != NONE) {
        return true;
      }
    }
  }

  byte[] buffer() {
    return buffer;
  }

  int from() {
    return from;
  }

  int length() {
    return to - from;
  }

  /** Whether anything at all has arrived. */
  boolean anyBytes() {
    return anyBytes;
  }

  private int findLineEnd() throws IOException {
    while (true) {
      if (lineFeedMayFollow && start < end) {
        lineFeedMayFollow = false;
        if (buffer[start] == '\n') {
          start++;
          scanned = Math.max(scanned, start);
        }
      }
      for (; scanned < end; scanned++) {
        byte b = buffer[scanned];
        if (b == '\n' || b == '\r') {
          return scanned;
        }
      }
      if (!fill()) {
        return NONE;
      }
    }
  }

  private boolean fill() throws IOException {
    int keep = from == NONE ? start : from;
    if (keep == end) {
      forgetRead(keep);
    } else if (end == buffer.length) {
      makeRoom(keep);
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) {
      return false;
    }
    anyBytes |= count > 0;
    end += count;
    return true;
  }

  private void forgetRead(int keep) {
    shift(keep);
    if (buffer.length > LARGE) {
      buffer = new byte[SMALL];
    }
  }

  private void makeRoom(int keep) throws EventTooLong {
    byte[] roomy = buffer;
    if (keep < buffer.length / 2) {
      if (end - keep >= longest) {
        throw new EventTooLong(longest);
      }
      roomy = new byte[Math.min(buffer.length * 2, longest + SMALL)];
    }
    System.arraycopy(buffer, keep, roomy, 0, end - keep);
    buffer = roomy;
    shift(keep);
  }

  private void shift(int by) {
    start -= by;
    scanned -= by;
    end -= by;
    if (from != NONE) {
      from -= by;
      to -= by;
    }
  }

  /**
   * Appends the line's value to the event's data, in place: the field's name leaves room enough.
   */
  private void takeLine(int lineStart, int lineEnd) {
    int position = lineStart;
    if (atBeginning && lineEnd > lineStart) {
      atBeginning = false;
      position += byteOrderMark(position, lineEnd);
    }
    int value = dataValue(position, lineEnd);
    if (value == NONE) {
      return;
    }
    if (from == NONE) {
      from = value;
      to = lineEnd;
      return;
    }
    buffer[to++] = '\n';
    System.arraycopy(buffer, value, buffer, to, lineEnd - value);
    to += lineEnd - value;
  }

  private int byteOrderMark(int position, int lineEnd) {
    boolean marked =
        lineEnd - position >= 3
            && buffer[position] == (byte) 0xEF
            && buffer[position + 1] == (byte) 0xBB
            && buffer[position + 2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  private int dataValue(int position, int lineEnd) {
    int colon = position + FIELD.length;
    if (colon >= lineEnd || buffer[colon] != ':') {
      return NONE;
    }
    for (int i = 0; i < FIELD.length; i++) {
      if (buffer[position + i] != FIELD[i]) {
        return NONE;
      }
    }
    int value = colon + 1;
    return value < lineEnd && buffer[value] == ' ' ? value + 1 : value;
  }

  /** One event is longer than allowed. */
  static final class EventTooLong extends IOException {
    private static final long serialVersionUID = 1L;

    EventTooLong(int longest) {
      super("an event of the stream has more than " + longest + " bytes");
    }
  }
}
