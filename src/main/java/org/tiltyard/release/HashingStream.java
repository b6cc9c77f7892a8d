package org.tiltyard.release;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.tiltyard.shared.Sha256;

/** Takes the SHA-256 of the bytes that pass, and counts them. */
final class HashingStream extends FilterOutputStream {

  private final MessageDigest digest = Sha256.digest();
  private long count;

  HashingStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    digest.update((byte) b);
    count++;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    digest.update(bytes, from, length);
    count += length;
  }

  long count() {
    return count;
  }

  /** In hex digits; to be asked once, at the end. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
