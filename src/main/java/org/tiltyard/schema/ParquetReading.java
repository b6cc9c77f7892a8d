package org.tiltyard.schema;

import com.jerolba.carpet.CarpetParquetReader;
import com.jerolba.carpet.io.FileSystemInputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.Problem.Reason;

/** Reads rows from columns. A row group is held at a time, packed, and a page of each column. */
final class ParquetReading {

  /** A row group is held whole as it is packed; this much of the heap, it may take. */
  private static final long LARGEST_GROUP =
      Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 3);

  /** Fewer bytes a row than any writer needs. */
  private static final long ROWS_PER_BYTE = 1_000;

  private final Path file;
  private final Reading reading;
  private final ReadLimits limits;
  private long number = 1;

  ParquetReading(Path file, Reading reading, ReadLimits limits) {
    this.file = file;
    this.reading = reading;
    this.limits = limits;
  }

  /** The row that is being read, from 1. */
  long number() {
    return number;
  }

  void read() throws IOException {
    checkSizes();
    try (ParquetReader<Map<String, Object>> rows = open()) {
      for (Map<String, Object> row = next(rows); row != null; row = next(rows)) {
        reading.row(number, tree(row), true);
        number++;
      }
    }
  }

  private void checkSizes() throws IOException {
    long unpacked = 0;
    try (ParquetFileReader parquet =
        ParquetFileReader.open(
            new FileSystemInputFile(file.toFile()), ParquetReadOptions.builder().build())) {
      for (BlockMetaData group : parquet.getRowGroups()) {
        unpacked += Math.max(0, group.getTotalByteSize());
        if (group.getCompressedSize() > LARGEST_GROUP) {
          throw new Stopped(
              Reason.TOO_LARGE, "a row group of " + group.getCompressedSize() + " bytes");
        }
      }
      if (parquet.getRecordCount() / ROWS_PER_BYTE > Files.size(file)) {
        throw new Stopped(Reason.BOMB, parquet.getRecordCount() + " rows");
      }
    } catch (Stopped e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged();
    }
    if (unpacked > limits.fileBytes()) {
      throw new Stopped(Reason.TOO_LARGE, "more than " + limits.fileBytes() + " bytes");
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private ParquetReader<Map<String, Object>> open() throws IOException {
    CarpetParquetReader.Builder<Map> builder =
        CarpetParquetReader.builder(new FileSystemInputFile(file.toFile()), Map.class);
    return (ParquetReader)
        builder.withCodecFactory(new BoundedCodecs()).usePageChecksumVerification().build();
  }

  private static @Nullable Map<String, Object> next(ParquetReader<Map<String, Object>> rows)
      throws IOException {
    try {
      return rows.read();
    } catch (BoundedCodecs.TooLarge e) {
      throw new Stopped(Reason.BOMB, "a page that unpacks to " + e.size() + " bytes");
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Damaged counts make the library ask for arrays that no heap holds. One that it didn't get
      // leaves all else as it was.
      throw damaged();
    }
  }

  private static Stopped damaged() {
    return new Stopped(Reason.DAMAGED, "not a whole Parquet file");
  }

  /** Columns as JSON would have them. */
  private static @Nullable Object tree(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        map.forEach((name, inner) -> tree.put(String.valueOf(name), tree(inner)));
        yield tree;
      }
      case List<?> list -> {
        List<@Nullable Object> tree = new ArrayList<>(list.size());
        list.forEach(inner -> tree.add(tree(inner)));
        yield tree;
      }
      default -> value;
    };
  }
}
