package org.tiltyard.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Puts the requests of one kept-alive connection together from the pieces that arrive. */
final class RequestReader {

  /** What is asked; both empty when it is not a chat completion. */
  record Request(String model, String prompt) {}

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  private ByteBuffer buffer = ByteBuffer.allocate(2048);

  /** Reads what is there; the request, once it is whole. */
  @Nullable Request read(SocketChannel channel) throws IOException {
    if (!buffer.hasRemaining()) {
      buffer =
          ByteBuffer.wrap(Arrays.copyOf(buffer.array(), buffer.capacity() * 2))
              .position(buffer.position());
    }
    if (channel.read(buffer) < 0) {
      throw new EOFException();
    }
    String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    int headEnd = text.indexOf("\r\n\r\n");
    if (headEnd < 0) {
      return null;
    }
    Matcher length = LENGTH.matcher(text.substring(0, headEnd));
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    if (buffer.position() < headEnd + 4 + body) {
      return null;
    }
    Request request = request(body == 0 ? "{}" : text.substring(headEnd + 4));
    buffer.clear();
    return request;
  }

  private static Request request(String body) {
    JsonNode json = JSON.readTree(body);
    JsonNode messages = json.path("messages");
    String prompt = messages.path(messages.size() - 1).path("content").asString("");
    return new Request(json.path("model").asString(""), prompt);
  }
}
