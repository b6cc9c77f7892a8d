package org.tiltyard.schema;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Where a file comes from: counts its bytes, and remembers if it was the source that failed. */
final class SourceStream extends InputStream {

  private final InputStream in;
  private long count;
  private @Nullable IOException failure;

  SourceStream(InputStream in) {
    this.in = in;
  }

  long count() {
    return count;
  }

  /** Throws again what the source threw, if it did. */
  void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int length = read(one, 0, 1);
    return length < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      int read = in.read(bytes, from, length);
      count += Math.max(0, read);
      return read;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Always some: or else members of a gzip file after the first would be left out. */
  @Override
  public int available() {
    return 1;
  }
}
