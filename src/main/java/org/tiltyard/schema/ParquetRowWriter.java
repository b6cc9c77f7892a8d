package org.tiltyard.schema;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.TimeUnit;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Columns with exact nested types; zstd at its level 3, row groups of about 64 MB, pages of 1 MB,
 * format version 1, which every reader knows. No setting of the machine has a say: the file names
 * the Parquet library and its version as its writer, and neither a time nor a place.
 */
final class ParquetRowWriter<T extends Row> implements RowWriter {

  private static final long ROW_GROUP = 64L << 20;
  private static final int PAGE = 1 << 20;

  private final Shape<T> shape;
  private final StableFooter file;
  private final CarpetWriter<T> parquet;

  ParquetRowWriter(Shape<T> shape, OutputStream out) {
    this.shape = shape;
    this.file = new StableFooter(out);
    try {
      parquet =
          new CarpetWriter.Builder<>(file, shape.type())
              .withConf(new PlainParquetConfiguration())
              .withWriteRecordModel(shape.parquet())
              .withCompressionCodec(CompressionCodecName.ZSTD)
              .withRowGroupSize(ROW_GROUP)
              .withPageSize(PAGE)
              .withWriterVersion(WriterVersion.PARQUET_1_0)
              .withDefaultTimeUnit(TimeUnit.MICROS)
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(Row row) {
    try {
      parquet.write(DatasetFiles.typed(shape, row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      parquet.close();
      file.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
