package org.tiltyard.faults;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What has arrived of a response in chunked encoding, wherever it ends. */
final class Chunked {

  private Chunked() {}

  /** The part of the body that is there; empty while the head is not whole. */
  static byte[] body(byte[] response) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int at = indexOf(response, "\r\n\r\n", 0) + 4;
    while (at >= 4 && at < response.length) {
      int lineEnd = indexOf(response, "\r\n", at);
      if (lineEnd < 0) {
        break;
      }
      String size = new String(response, at, lineEnd - at, StandardCharsets.US_ASCII);
      int from = lineEnd + 2;
      int length = Math.min(Integer.parseInt(size, 16), response.length - from);
      body.write(response, from, Math.max(0, length));
      at = from + length + 2;
    }
    return body.toByteArray();
  }

  private static int indexOf(byte[] bytes, String what, int from) {
    // Latin-1 has one character for every byte.
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(what, from);
    return at < 0 ? -4 : at;
  }
}
