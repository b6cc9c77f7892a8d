package org.tiltyard.provider;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The response that a {@link Script} writes, in chunked encoding. */
final class Reply {

  private final Socket socket;
  private final OutputStream out;
  private final Received request;
  private int piece = Integer.MAX_VALUE;
  private boolean headSent;
  private volatile boolean aborted;

  Reply(Socket socket, Received request) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.request = request;
  }

  String model() {
    return request.model();
  }

  void head(int status, String contentType, String... headers) throws IOException {
    headSent = true;
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    head.append("Content-Type: ").append(contentType).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Transfer-Encoding: chunked\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  void event(String data) throws IOException {
    body(framed(data));
  }

  static byte[] framed(String data) {
    return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  void body(byte[] bytes) throws IOException {
    request.bodyWritten();
    for (int from = 0; from < bytes.length; from += Math.min(piece, bytes.length)) {
      int length = Math.min(piece, bytes.length - from);
      byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
      byte[] whole = new byte[size.length + length + 2];
      System.arraycopy(size, 0, whole, 0, size.length);
      System.arraycopy(bytes, from, whole, size.length, length);
      whole[whole.length - 2] = '\r';
      whole[whole.length - 1] = '\n';
      out.write(whole);
    }
  }

  void inPiecesOf(int bytes) {
    piece = bytes;
  }

  void abort() throws IOException {
    aborted = true;
    socket.close();
  }

  boolean aborted() {
    return aborted;
  }

  void end() throws IOException {
    if (!headSent) {
      head(200, "text/event-stream");
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
  }
}
