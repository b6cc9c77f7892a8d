package org.tiltyard.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A backup in a file: a zip with {@code backup.json}, which tells the version of the schema, the
 * tables and how many rows each has, and {@code tables/<name>.jsonl}, one row a line, its values in
 * the order of the columns. It is the same whichever database it comes from.
 */
final class BackupFile implements Contents {

  private static final int FORMAT = 1;
  private static final String INDEX = "backup.json";
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final ZipFile zip;
  private final Index index;

  /** What {@code backup.json} holds. */
  record Index(
      int format,
      String version,
      List<Table> tables,
      Map<String, Long> rows,
      Map<String, Long> sequences) {}

  private BackupFile(ZipFile zip, Index index) {
    this.zip = zip;
    this.index = index;
  }

  /**
   * Writes a backup. Only its owner may read it, and it is there whole or not at all.
   *
   * @return how many rows it has
   */
  static long write(Contents contents, Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new BackupRefused("There is a file already: " + file);
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Map<String, Long> counts = new java.util.LinkedHashMap<>();
    try {
      Files.deleteIfExists(part);
      try (OutputStream out = begin(part);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Table table : contents.tables()) {
          zip.putNextEntry(entry(name(table)));
          counts.put(table.name(), rows(contents, table, zip));
          zip.closeEntry();
        }
        zip.putNextEntry(entry(INDEX));
        JSON.writeValue(
            zip,
            new Index(FORMAT, contents.version(), contents.tables(), counts, contents.sequences()));
        zip.closeEntry();
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static OutputStream begin(Path part) throws IOException {
    if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(part);
    }
    return new java.io.BufferedOutputStream(Files.newOutputStream(part));
  }

  /** No times of files: the same contents are the same bytes. */
  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(java.time.LocalDateTime.of(2000, 1, 1, 0, 0));
    return entry;
  }

  private static String name(Table table) {
    return "tables/" + table.name() + ".jsonl";
  }

  private static long rows(Contents contents, Table table, ZipOutputStream zip) {
    long[] count = {0};
    try (JsonGenerator json = JSON.createGenerator(zip)) {
      contents.read(
          table,
          values -> {
            json.writeStartArray();
            for (int i = 0; i < values.length; i++) {
              table.columns().get(i).kind().write(json, values[i]);
            }
            json.writeEndArray();
            json.writeRaw('\n');
            count[0]++;
          });
    }
    return count[0];
  }

  /** Opens a backup. */
  static BackupFile open(Path file) {
    if (!Files.isReadable(file)) {
      throw new BackupRefused("There is no such file, or it can’t be read: " + file);
    }
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (IOException e) {
      throw new BackupRefused("This is not a whole backup: " + file);
    }
    try {
      ZipEntry entry = zip.getEntry(INDEX);
      if (entry == null) {
        throw new BackupRefused("This is not a backup of an arena: " + file);
      }
      Index index = JSON.readValue(zip.getInputStream(entry), Index.class);
      if (index.format() != FORMAT) {
        throw new BackupRefused("A newer arena wrote this backup: restore it with that version.");
      }
      return new BackupFile(zip, index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String version() {
    return index.version();
  }

  @Override
  public List<Table> tables() {
    return index.tables();
  }

  @Override
  public Map<String, Long> sequences() {
    return index.sequences();
  }

  @Override
  public void read(Table table, Rows rows) {
    long count = 0;
    ZipEntry entry = zip.getEntry(name(table));
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = JSON.readTree(line);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
          values.add(table.columns().get(i).kind().read(row.get(i)));
        }
        rows.row(values.toArray(new @Nullable Object[0]));
        count++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (count != index.rows().getOrDefault(table.name(), 0L)) {
      throw new BackupRefused("Rows of " + table.name() + " are missing in the backup.");
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
