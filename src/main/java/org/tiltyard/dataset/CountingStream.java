package org.tiltyard.dataset;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes that pass, and lets the first ones pass at once, so that a download begins. */
final class CountingStream extends FilterOutputStream {

  private long count;

  CountingStream(OutputStream out) {
    super(out);
  }

  long count() {
    return count;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    passed(1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    passed(length);
  }

  private void passed(int length) throws IOException {
    if (count == 0 && length > 0) {
      out.flush();
    }
    count += length;
  }
}
