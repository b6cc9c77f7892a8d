package org.tiltyard.api;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;
import org.tiltyard.release.Contents;
import org.tiltyard.release.Release;
import org.tiltyard.release.Releases;
import org.tiltyard.schema.DatasetFiles;
import org.tiltyard.schema.FileGuess;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Problem;
import org.tiltyard.schema.ReadLimits;
import org.tiltyard.schema.Row;
import org.tiltyard.schema.RowSink;
import org.tiltyard.schema.RowWriter;
import org.tiltyard.schema.Schema;

/** The rows of a release as one stream of JSON lines, whatever format its files have. */
@Component
class ReleaseRows {

  /** Where the rows of the release's own schema are; beside it is how they came about. */
  private static final String DATA = "data/";

  private final Releases releases;

  ReleaseRows(Releases releases) {
    this.releases = releases;
  }

  /** Rows that are ready to be sent. */
  record Stream(Schema schema, Format format, List<Path> files) {

    /** Writes them one by one. */
    void writeTo(OutputStream out) throws IOException {
      if (format == Format.JSONL) {
        for (Path file : files) {
          Files.copy(file, out);
        }
        return;
      }
      try (RowWriter rows = DatasetFiles.writer(schema, Format.JSONL, out)) {
        for (Path file : files) {
          read(file, rows);
        }
      }
    }

    private void read(Path file, RowWriter rows) throws IOException {
      FileGuess guess = new FileGuess(file.getFileName().toString(), schema, format);
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        DatasetFiles.read(in, guess, ReadLimits.DEFAULT, new Passing(rows));
      }
    }
  }

  /** Hands every row on. */
  private record Passing(RowWriter rows) implements RowSink {

    @Override
    public void row(long number, Row row) {
      rows.write(row);
    }

    @Override
    public void problem(Problem problem) {
      throw new IllegalStateException("a file of a release can't be read: " + problem);
    }
  }

  /**
   * The rows of a release.
   *
   * @throws NotThere when it has no files
   */
  Stream of(Release release) {
    List<Path> files =
        ApiReleases.contents(release).files().stream()
            .filter(Contents.File::isTable)
            .filter(file -> file.path().startsWith(DATA))
            .map(file -> releases.file(release, file))
            .toList();
    return new Stream(release.plan().schema(), release.plan().format(), files);
  }
}
