package org.tiltyard.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Files that have arrived, kept in the database in parts, so that any node can read them. */
@Component
class FileParts {

  static final int PART = 512 * 1024;

  private final JdbcClient database;

  FileParts(JdbcClient database) {
    this.database = database;
  }

  void add(String importId, int number, byte[] bytes) {
    database
        .sql("insert into import_part (import_id, number, bytes) values (?, ?, ?)")
        .params(importId, number, bytes)
        .update();
  }

  void delete(String importId) {
    database.sql("delete from import_part where import_id = ?").param(importId).update();
  }

  /** Whether the file is still there. */
  boolean exist(String importId) {
    return part(importId, 0) != null;
  }

  private byte @Nullable [] part(String importId, int number) {
    return database
        .sql("select bytes from import_part where import_id = ? and number = ?")
        .params(importId, number)
        .query((row, index) -> row.getBytes(1))
        .optional()
        .orElse(null);
  }

  /** The file from its beginning; holds one part at a time. */
  Content open(String importId) {
    return new Content(importId);
  }

  /** A file being read. */
  final class Content extends InputStream {

    private final String importId;
    private byte[] part = new byte[0];
    private int at;
    private int next;
    private long read;

    private Content(String importId) {
      this.importId = importId;
    }

    /** How many bytes have been read. */
    long count() {
      return read;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      Objects.checkFromIndexSize(offset, length, into.length);
      if (at == part.length) {
        byte[] following = part(importId, next);
        if (following == null) {
          return -1;
        }
        part = following;
        at = 0;
        next++;
      }
      int count = Math.min(length, part.length - at);
      System.arraycopy(part, at, into, offset, count);
      at += count;
      read += count;
      return count;
    }
  }

  /** A part that isn't full. */
  static byte[] shortened(byte[] bytes, int length) {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}
