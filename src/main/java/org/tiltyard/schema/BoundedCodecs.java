package org.tiltyard.schema;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Unpacks pages, but none that claims to be larger than any sensible writer's. */
final class BoundedCodecs implements CompressionCodecFactory {

  private static final int LARGEST_PAGE = 64 << 20;

  /** A page that would fill the memory. */
  static final class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long size;

    TooLarge(long size) {
      super("a page of " + size + " bytes");
      this.size = size;
    }

    long size() {
      return size;
    }
  }

  private final CodecFactory codecs = new CodecFactory(new PlainParquetConfiguration(), 0);

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return codecs.getCompressor(codec);
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new Bounded(codecs.getDecompressor(codec));
  }

  @Override
  public void release() {
    codecs.release();
  }

  private record Bounded(BytesInputDecompressor codec) implements BytesInputDecompressor {

    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      check(size);
      return codec.decompress(bytes, size);
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer unpacked, int size)
        throws IOException {
      check(size);
      codec.decompress(packed, packedSize, unpacked, size);
    }

    private static void check(int size) {
      if (size < 0 || size > LARGEST_PAGE) {
        throw new TooLarge(size);
      }
    }

    @Override
    public void release() {
      codec.release();
    }
  }
}
