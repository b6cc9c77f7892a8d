package org.tiltyard.release;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tiltyard.schema.DatasetFiles;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Row;
import org.tiltyard.schema.RowWriter;
import org.tiltyard.schema.Schema;

/**
 * The files of one table: for each split as many as it takes with {@link #ROWS_PER_FILE} rows each,
 * named as dataset tools expect, {@code train-00000-of-00002.parquet}.
 */
final class FileSet implements AutoCloseable {

  static final int ROWS_PER_FILE = 100_000;

  private static final int BUFFER = 1 << 16;

  /** Where files come from; in tests also a disk that is full. */
  interface Disk {
    OutputStream create(Path path) throws IOException;
  }

  /** A file that is being written. */
  private static final class Part {

    private final Path path;
    private final HashingStream hashed;
    private final OutputStream out;
    private final RowWriter rows;
    private long count;

    private Part(Path path, Schema schema, Format format, Disk disk) throws IOException {
      this.path = path;
      this.hashed = new HashingStream(disk.create(path));
      this.out = new BufferedOutputStream(hashed, BUFFER);
      this.rows = DatasetFiles.writer(schema, format, out);
    }

    private Written finish() throws IOException {
      rows.close();
      out.close();
      return new Written(path, hashed.count(), hashed.sha256(), count);
    }
  }

  private record Written(Path path, long bytes, String sha256, long rows) {}

  private final Path folder;
  private final String name;
  private final Schema schema;
  private final Format format;
  private final Disk disk;
  private final Map<String, List<Written>> written = new LinkedHashMap<>();
  private final Map<String, Part> open = new LinkedHashMap<>();

  /**
   * @param name of the folder that the table gets within the release's
   */
  FileSet(Path release, String name, Schema schema, Format format, Disk disk) throws IOException {
    this.folder = Files.createDirectory(release.resolve(name));
    this.name = name;
    this.schema = schema;
    this.format = format;
    this.disk = disk;
    // In the schema's order, whichever row comes first.
    schema.splits().forEach(split -> written.put(split, new ArrayList<>()));
  }

  void write(String split, Row row) {
    try {
      Part part = open.get(split);
      if (part == null) {
        part = new Part(temporary(split), schema, format, disk);
        open.put(split, part);
      }
      part.rows.write(row);
      part.count++;
      if (part.count == ROWS_PER_FILE) {
        open.remove(split);
        files(split).add(part.finish());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Written> files(String split) {
    return written.computeIfAbsent(split, unknown -> new ArrayList<>());
  }

  private Path temporary(String split) {
    return folder.resolve(split + "-" + files(split).size() + ".part");
  }

  /** Ends the files and gives them their names, which say how many there are. */
  List<Contents.File> finish() throws IOException {
    for (Map.Entry<String, Part> entry : open.entrySet()) {
      files(entry.getKey()).add(entry.getValue().finish());
    }
    open.clear();
    List<Contents.File> files = new ArrayList<>();
    for (Map.Entry<String, List<Written>> entry : written.entrySet()) {
      List<Written> parts = entry.getValue();
      for (int i = 0; i < parts.size(); i++) {
        Written part = parts.get(i);
        String file =
            String.format(
                Locale.ROOT,
                "%s-%05d-of-%05d.%s",
                entry.getKey(),
                i,
                parts.size(),
                format.extension());
        Files.move(part.path, folder.resolve(file));
        files.add(new Contents.File(name + "/" + file, part.bytes, part.sha256, part.rows));
      }
    }
    return files;
  }

  /** Lets go of files that are still open, after a failure. */
  @Override
  public void close() {
    for (Part part : open.values()) {
      try {
        part.hashed.close();
      } catch (IOException e) {
        // The whole folder is about to be removed.
      }
    }
  }
}
