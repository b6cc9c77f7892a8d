package org.tiltyard.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection to 127.0.0.1, as plain as can be, so that a thousand of them
 * take little of the machine that is being measured.
 */
final class Wire implements AutoCloseable {

  /** The head of a response; its body is read from the wire line by line. */
  record Head(int status, Map<String, String> headers) {}

  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;
  private boolean chunked;
  private long left;
  private boolean ended = true;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /**
   * Sends a request and reads the head of its response; what is left of the last one is skipped.
   *
   * @param headers whole lines, each with its {@code \r\n}
   */
  Head send(String method, String path, String headers, String body) throws IOException {
    while (line() != null) {
      // Skips.
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers;
    if (!body.isEmpty()) {
      head += "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n";
    }
    byte[] request = (head + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
    out.write(request);
    return head();
  }

  private Head head() throws IOException {
    String status = rawLine();
    Map<String, String> headers = new HashMap<>();
    for (String line = rawLine(); !line.isEmpty(); line = rawLine()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    chunked = "chunked".equals(headers.get("transfer-encoding"));
    left = chunked ? 0 : Long.parseLong(headers.getOrDefault("content-length", "0"));
    ended = !chunked && left == 0;
    return new Head(Integer.parseInt(status.split(" ", 3)[1]), headers);
  }

  /** The next line of the body without its end, or null at the body's end. */
  @Nullable String line() throws IOException {
    StringBuilder line = new StringBuilder(120);
    for (int b = bodyByte(); b >= 0; b = bodyByte()) {
      if (b == '\n') {
        return line.toString();
      }
      line.append((char) b);
    }
    return line.isEmpty() ? null : line.toString();
  }

  private int bodyByte() throws IOException {
    if (ended) {
      return -1;
    }
    if (chunked && left == 0) {
      left = Long.parseLong(rawLine(), 16);
      if (left == 0) {
        rawLine();
        ended = true;
        return -1;
      }
    }
    int b = rawByte();
    left--;
    if (left == 0) {
      if (chunked) {
        rawLine();
      } else {
        ended = true;
      }
    }
    return b;
  }

  private String rawLine() throws IOException {
    StringBuilder line = new StringBuilder(60);
    for (int b = rawByte(); b != '\n'; b = rawByte()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  private int rawByte() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(buffer));
      if (limit == 0) {
        throw new EOFException("the connection was closed");
      }
    }
    return buffer[position++] & 0xFF;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
