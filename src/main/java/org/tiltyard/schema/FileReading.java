package org.tiltyard.schema;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.Detection.Packing;
import org.tiltyard.schema.Problem.Reason;

/** Reads one delivery: a file of rows, or a zip with several. */
final class FileReading {

  private static final int BUFFER = 1 << 16;
  private static final int MOST_ENTRIES = 10_000;

  private final SourceStream source;
  private final FileGuess guess;
  private final ReadLimits limits;
  private final Function<String, RowSink> sinks;
  private final Map<String, ReadSummary> summaries = new LinkedHashMap<>();

  FileReading(InputStream in, FileGuess guess, ReadLimits limits, Function<String, RowSink> sinks) {
    this.source = new SourceStream(in);
    this.guess = guess;
    this.limits = limits;
    this.sinks = sinks;
  }

  Map<String, ReadSummary> read() throws IOException {
    BufferedInputStream in = new BufferedInputStream(source, BUFFER);
    if (Detection.packing(start(in)) == Packing.ZIP) {
      readZip(in);
    } else {
      summaries.put(guess.name(), readFile(in, guess, sinks.apply(guess.name())));
    }
    return summaries;
  }

  private void readZip(InputStream in) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(in)) {
      int entries = 0;
      for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
        if (++entries > MOST_ENTRIES) {
          throw new Stopped(Reason.TOO_LARGE, "more than " + MOST_ENTRIES + " files");
        }
        UnpackedStream unpacked = new UnpackedStream(zip, source, limits);
        readEntry(unpacked, entry);
        passOver(unpacked);
      }
    } catch (Stopped e) {
      source.throwFailure();
      summaries.put(guess.name(), new ReadSummary(null, null, 0, 0, e.at(0)));
    }
  }

  private @Nullable ZipEntry next(ZipInputStream zip) throws IOException {
    try {
      return zip.getNextEntry();
    } catch (EOFException e) {
      source.throwFailure();
      throw new Stopped(Reason.TRUNCATED, "the zip ends early");
    } catch (ZipException | IllegalArgumentException e) {
      throw new Stopped(Reason.DAMAGED, "the zip is damaged");
    }
  }

  /** What is left of an entry; the limits hold for it, too. */
  private static void passOver(InputStream rest) throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (rest.read(buffer) >= 0) {
      // Nobody wants it.
    }
  }

  private void readEntry(InputStream unpacked, ZipEntry entry) throws IOException {
    String name = entry.getName();
    if (!isSafe(name)) {
      refuse(name, Reason.UNSAFE_NAME);
      return;
    }
    if (entry.isDirectory() || !Detection.isOfRows(name)) {
      return;
    }
    if (summaries.containsKey(name)) {
      refuse(name + " (again)", Reason.DUPLICATE_KEY);
      return;
    }
    FileGuess inside = new FileGuess(name, guess.schema(), null);
    summaries.put(name, readFile(unpacked, inside, sinks.apply(name)));
  }

  private void refuse(String name, Reason reason) {
    Problem problem = new BadRow("", reason, name).at(0);
    summaries.put(name, new ReadSummary(null, null, 0, 0, problem));
  }

  /** Nothing is written under the names of a zip; those that try to lead out are refused anyway. */
  private static boolean isSafe(String name) {
    if (name.isEmpty()
        || name.startsWith("/")
        || name.indexOf('\\') >= 0
        || name.indexOf(':') >= 0
        || name.indexOf('\0') >= 0) {
      return false;
    }
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        return false;
      }
    }
    return true;
  }

  private ReadSummary readFile(InputStream in, FileGuess of, RowSink sink) throws IOException {
    Reading reading = new Reading(of.schema(), limits, sink);
    Position position = new Position();
    try {
      InputStream text = unpacked(in);
      byte[] start = start(text);
      position.format = Detection.format(start, of.name(), of.format()).orElse(null);
      readRows(text, start, reading, position);
      return reading.summary(position.format, null);
    } catch (Stopped e) {
      source.throwFailure();
      return reading.summary(position.format, e.at(position.number()));
    }
  }

  /** How far reading has come, for the report when it ends early. */
  private static final class Position {
    private @Nullable Format format;
    private java.util.function.LongSupplier at = () -> 0;

    long number() {
      return at.getAsLong();
    }
  }

  private void readRows(InputStream in, byte[] start, Reading reading, Position position)
      throws IOException {
    String obstacle = Detection.obstacle(start);
    if (start.length == 0) {
      return;
    }
    if (position.format == null || (position.format == Format.JSONL && !obstacle.isEmpty())) {
      throw new Stopped(Reason.UNKNOWN_FORMAT, obstacle);
    }
    switch (position.format) {
      case JSONL -> {
        JsonlReader lines = new JsonlReader(in, reading, limits.lineBytes());
        position.at = lines::number;
        lines.read();
      }
      case CSV -> {
        CsvReader records = new CsvReader(in, reading, limits.lineBytes());
        position.at = records::number;
        records.read();
      }
      case PARQUET -> readParquet(in, reading, position);
    }
  }

  /** The end of a Parquet file has to be known first, so it goes through a file of its own. */
  private void readParquet(InputStream in, Reading reading, Position position) throws IOException {
    Path copy = Files.createTempFile("tiltyard-", ".parquet");
    try {
      try (OutputStream out = Files.newOutputStream(copy)) {
        copy(in, out);
      }
      ParquetReading rows = new ParquetReading(copy, reading, limits);
      position.at = rows::number;
      rows.read();
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long count = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      count += read;
      if (count > limits.fileBytes()) {
        throw new Stopped(Reason.TOO_LARGE, "more than " + limits.fileBytes() + " bytes");
      }
      out.write(buffer, 0, read);
    }
  }

  private InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream packed =
        in instanceof BufferedInputStream already ? already : new BufferedInputStream(in, BUFFER);
    Packing packing = Detection.packing(start(packed));
    if (packing == Packing.ZIP) {
      throw new Stopped(Reason.UNKNOWN_FORMAT, "a zip in a zip");
    }
    Optional<InputStream> unpacking = unpacking(packing, packed);
    InputStream plain =
        unpacking.<InputStream>map(one -> new UnpackedStream(one, source, limits)).orElse(packed);
    return plain instanceof BufferedInputStream ? plain : new BufferedInputStream(plain, BUFFER);
  }

  private Optional<InputStream> unpacking(Packing packing, InputStream packed) throws IOException {
    try {
      return switch (packing) {
        case GZIP -> Optional.of(new GZIPInputStream(packed, BUFFER));
        case ZSTD -> Optional.of(new ZstdInputStream(packed));
        case NONE, ZIP -> Optional.empty();
      };
    } catch (EOFException e) {
      source.throwFailure();
      throw new Stopped(Reason.TRUNCATED, "compressed data ends early");
    } catch (ZipException e) {
      throw new Stopped(Reason.DAMAGED, "compressed data is damaged");
    }
  }

  /** The first bytes, which stay to be read. */
  private static byte[] start(InputStream in) throws IOException {
    in.mark(Detection.LOOK);
    byte[] start = in.readNBytes(Detection.LOOK);
    in.reset();
    return start;
  }
}
