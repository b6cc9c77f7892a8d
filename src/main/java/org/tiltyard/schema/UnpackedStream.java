package org.tiltyard.schema;

import com.github.luben.zstd.ZstdIOException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.tiltyard.schema.Problem.Reason;

/** What comes out of a packed file, within limits. */
final class UnpackedStream extends InputStream {

  /** Below this size no ratio is suspicious. */
  private static final long HARMLESS = 64L << 20;

  private final InputStream in;
  private final SourceStream source;
  private final long packedBefore;
  private final ReadLimits limits;
  private long count;

  UnpackedStream(InputStream in, SourceStream source, ReadLimits limits) {
    this.in = in;
    this.source = source;
    this.packedBefore = source.count();
    this.limits = limits;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int length = read(one, 0, 1);
    return length < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read;
    try {
      read = in.read(bytes, from, length);
    } catch (EOFException e) {
      source.throwFailure();
      throw new Stopped(Reason.TRUNCATED, "compressed data ends early");
    } catch (ZipException e) {
      source.throwFailure();
      throw new Stopped(Reason.DAMAGED, "compressed data is damaged");
    } catch (ZstdIOException e) {
      source.throwFailure();
      boolean early = String.valueOf(e.getMessage()).startsWith("Truncated");
      throw early
          ? new Stopped(Reason.TRUNCATED, "compressed data ends early")
          : new Stopped(Reason.DAMAGED, "compressed data is damaged");
    }
    count += Math.max(0, read);
    check();
    return read;
  }

  private void check() throws Stopped {
    if (count > limits.fileBytes()) {
      throw new Stopped(Reason.TOO_LARGE, "more than " + limits.fileBytes() + " bytes");
    }
    long packed = Math.max(1, source.count() - packedBefore);
    if (count > HARMLESS && count / packed > limits.ratio()) {
      throw new Stopped(Reason.BOMB, "unpacks to more than " + limits.ratio() + " times its size");
    }
  }
}
