package org.tiltyard.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.DatasetFiles;
import org.tiltyard.schema.FileGuess;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Problem;
import org.tiltyard.schema.ReadLimits;
import org.tiltyard.schema.ReadSummary;
import org.tiltyard.schema.Row;
import org.tiltyard.schema.RowSink;
import org.tiltyard.schema.RowWriter;
import org.tiltyard.schema.Rows;
import org.tiltyard.schema.Schema;

/**
 * How fast rows are written and read: 200,000 simulated conversations of the arena's schema, one
 * thread. Prints a Markdown table; MB are those of the same rows as plain JSONL, so that formats
 * compare. Run it with {@code -Xmx256m}: if it ends, that was enough.
 */
public final class DatasetSpeed {

  private static final int ROWS = 200_000;
  private static final int TRAIT_RUNS = 5;

  private static final double MB = 1e6;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final SimulatedConversations simulated = new SimulatedConversations();
  private long plainBytes;

  private DatasetSpeed() {}

  /**
   * Runs it.
   *
   * @param arguments a folder for two files of some hundred megabytes, which are deleted at the
   *     end; then, if wanted, a file of real conversations, because lengths and counts take as long
   *     as the texts are hard
   */
  public static void main(String[] arguments) throws IOException {
    new DatasetSpeed().run(Path.of(arguments.length > 0 ? arguments[0] : "target"));
    if (arguments.length > 1) {
      measureTraits(Path.of(arguments[1]));
    }
  }

  private void run(Path folder) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%d rows, heap of at most %d MB%n%n",
        ROWS,
        Runtime.getRuntime().maxMemory() >> 20);
    System.out.println("| | rows/s | MB/s | file, MB | peak heap, MB |");
    System.out.println("|---|---|---|---|---|");
    for (Format format : List.of(Format.JSONL, Format.PARQUET)) {
      simulated.write(format, ROWS / 10, OutputStream.nullOutputStream());
      Path file = folder.resolve("dataset-speed." + format.extension());
      try {
        measureWriting(format, file);
        measureReading(format, file);
      } finally {
        Files.deleteIfExists(file);
      }
    }
    for (Format format : List.of(Format.JSONL, Format.PARQUET)) {
      System.out.println(
          format.key()
              + " twice: "
              + (digest(format).equals(digest(format)) ? "same" : "other")
              + " bytes");
    }
  }

  private void measureWriting(Format format, Path file) throws IOException {
    Measure measure = new Measure();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      simulated.write(format, ROWS, out);
    }
    long size = Files.size(file);
    if (format == Format.JSONL) {
      plainBytes = size;
    }
    measure.print(format.key() + " written", plainBytes, size);
  }

  /** The schema of 100k, whose lengths, counts and guesses are worked out from the texts. */
  private static void measureTraits(Path file) throws IOException {
    List<Conversation> real = new ArrayList<>();
    RowSink sink =
        new RowSink() {
          @Override
          public void row(long number, Row row) {
            Rows.conversation(row).ifPresent(real::add);
          }

          @Override
          public void problem(Problem problem) {
            throw new IllegalStateException(problem.toString());
          }
        };
    try (InputStream in = Files.newInputStream(file)) {
      DatasetFiles.read(in, FileGuess.named(file.toString()), ReadLimits.DEFAULT, sink);
    }
    double seconds = 0;
    for (int run = 0; run < TRAIT_RUNS; run++) {
      long begun = THREADS.getCurrentThreadCpuTime();
      try (RowWriter writer =
          DatasetFiles.writer(Schema.ARENA_100K, Format.JSONL, OutputStream.nullOutputStream())) {
        real.forEach(one -> Rows.of(Schema.ARENA_100K, one).ifPresent(writer::write));
      }
      seconds = (THREADS.getCurrentThreadCpuTime() - begun) / 1e9;
    }
    System.out.printf(
        Locale.ROOT,
        "arena-100k of %d real conversations: %,.0f rows/s, %.0f MB/s%n",
        real.size(),
        real.size() / seconds,
        Files.size(file) / MB / seconds);
  }

  private void measureReading(Format format, Path file) throws IOException {
    Measure measure = new Measure();
    long[] characters = {0};
    RowSink sink =
        new RowSink() {
          @Override
          public void row(long number, Row row) {
            characters[0] += row.key().length();
          }

          @Override
          public void problem(Problem problem) {
            throw new IllegalStateException(problem.toString());
          }
        };
    try (InputStream in = Files.newInputStream(file)) {
      ReadSummary summary =
          DatasetFiles.read(
              in, FileGuess.named(file.getFileName().toString()), ReadLimits.DEFAULT, sink);
      if (summary.rows() != ROWS || !summary.whole() || characters[0] == 0) {
        throw new IllegalStateException(summary.toString());
      }
    }
    measure.print(format.key() + " read", plainBytes, Files.size(file));
  }

  private String digest(Format format) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
      simulated.write(format, ROWS, out);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Processor time of this thread and the most heap that was in use meanwhile. */
  private static final class Measure {

    private final long begun;

    Measure() {
      System.gc();
      heap().forEach(MemoryPoolMXBean::resetPeakUsage);
      begun = THREADS.getCurrentThreadCpuTime();
    }

    private static List<MemoryPoolMXBean> heap() {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();
    }

    void print(String what, long plainBytes, long fileBytes) {
      double seconds = (THREADS.getCurrentThreadCpuTime() - begun) / 1e9;
      long peak =
          heap().stream().map(MemoryPoolMXBean::getPeakUsage).mapToLong(MemoryUsage::getUsed).sum();
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f | %.0f | %.0f | %d |%n",
          what,
          ROWS / seconds,
          plainBytes / MB / seconds,
          fileBytes / MB,
          peak >> 20);
    }
  }
}
