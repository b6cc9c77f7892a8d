package org.tiltyard.provider;

import java.io.InputStream;

/** Bytes that arrive in pieces: first up to a cut, then so many at a time. */
final class Trickle extends InputStream {

  private final byte[] bytes;
  private final int cut;
  private final int piece;
  private int position;

  Trickle(byte[] bytes, int cut, int piece) {
    this.bytes = bytes;
    this.cut = cut;
    this.piece = piece;
  }

  @Override
  public int read() {
    return position == bytes.length ? -1 : bytes[position++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (position == bytes.length) {
      return -1;
    }
    int end = position < cut ? cut : Math.min(bytes.length, position + piece);
    int count = Math.min(length, end - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }
}
