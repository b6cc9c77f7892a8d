package org.tiltyard.admin;

import java.util.Objects;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;

/** What came with a form, whole; call it on a thread that may wait. */
final class Uploads {

  /** More than any settings file or logo needs. */
  private static final int MAXIMUM_BYTES = 256 * 1024;

  private Uploads() {}

  /** The fields of a form, however many and whatever they are called. */
  static MultiValueMap<String, String> form(ServerWebExchange exchange) {
    return Objects.requireNonNull(exchange.getFormData().block());
  }

  /** The parts of a form that may bring files along. */
  static MultiValueMap<String, Part> parts(ServerWebExchange exchange) {
    return Objects.requireNonNull(exchange.getMultipartData().block());
  }

  /**
   * The file's content.
   *
   * @throws org.springframework.core.io.buffer.DataBufferLimitException above 256 kB
   */
  static byte[] read(FilePart file) {
    DataBuffer whole =
        Objects.requireNonNull(DataBufferUtils.join(file.content(), MAXIMUM_BYTES).block());
    byte[] bytes = new byte[whole.readableByteCount()];
    whole.read(bytes);
    DataBufferUtils.release(whole);
    return bytes;
  }
}
