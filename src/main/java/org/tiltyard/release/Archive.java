package org.tiltyard.release;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** All files of a release as one zip, which is the same bytes each time. */
final class Archive {

  /** The earliest that a zip can hold: when it was packed is nobody's concern. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Archive() {}

  /** Writes it while it reads: nothing is kept. */
  static void write(Release release, Contents contents, Path folder, OutputStream out) {
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (Contents.File file : contents.files()) {
        ZipEntry entry = new ZipEntry(release.slug() + "/" + file.path());
        entry.setTimeLocal(NO_TIME);
        // Parquet is packed already.
        zip.setLevel(
            file.path().endsWith(".parquet") ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
        zip.putNextEntry(entry);
        Files.copy(folder.resolve(file.path()), zip);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
