package org.tiltyard.schema;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Makes the end of a Parquet file the same each time. The library lists the encodings of a column
 * in the order of a hash set of enum constants, whose hashes differ from one start of Java to the
 * next; here they are listed in the order of their numbers. Holds back the last bytes of the file
 * for it, 16 MB at most.
 */
final class StableFooter extends OutputStream {

  private static final int HELD = 8 << 20;
  private static final int LENGTH_AND_MAGIC = 8;

  private final OutputStream out;
  private ByteArrayOutputStream before = new ByteArrayOutputStream();
  private ByteArrayOutputStream latest = new ByteArrayOutputStream();

  StableFooter(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    latest.write(b);
    passOn();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    latest.write(bytes, from, length);
    passOn();
  }

  private void passOn() throws IOException {
    if (latest.size() >= HELD) {
      before.writeTo(out);
      before.reset();
      ByteArrayOutputStream empty = before;
      before = latest;
      latest = empty;
    }
  }

  /** The library closes it before the footer is put in order; {@link #finish} ends it. */
  @Override
  public void close() {}

  /** Writes what is held back; to be called once the library has ended the file. */
  void finish() throws IOException {
    latest.writeTo(before);
    byte[] end = before.toByteArray();
    putInOrder(end);
    out.write(end);
    out.flush();
  }

  private static void putInOrder(byte[] end) throws IOException {
    int length =
        ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(end.length - LENGTH_AND_MAGIC);
    int start = end.length - LENGTH_AND_MAGIC - length;
    if (start < 0) {
      // Hundreds of row groups: better as it came than not at all.
      return;
    }
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(end, start, length));
    for (RowGroup group : requireNonNull(footer.getRow_groups())) {
      for (ColumnChunk column : requireNonNull(group.getColumns())) {
        requireNonNull(requireNonNull(column.getMeta_data()).getEncodings())
            .sort(Comparator.comparingInt(Encoding::getValue));
      }
    }
    ByteArrayOutputStream ordered = new ByteArrayOutputStream(length);
    Util.writeFileMetaData(footer, ordered);
    // The same numbers in another order take the same room.
    if (ordered.size() != length) {
      throw new IOException("the footer of the Parquet file changed its length");
    }
    System.arraycopy(ordered.toByteArray(), 0, end, start, length);
  }
}
