package org.tiltyard.publish;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server over real HTTP whose answers a test writes; remembers what it was asked. */
final class SmallServer implements AutoCloseable {

  /** What it was asked. */
  record Asked(String method, String path, byte[] body, Map<String, String> headers) {

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** What it says. */
  record Said(int status, String body, Map<String, String> headers) {

    static Said ok(String body) {
      return new Said(200, body, Map.of());
    }

    static Said status(int status) {
      return new Said(status, "", Map.of());
    }
  }

  /** Decides what is said; null closes the connection without a word. */
  interface Script {
    @Nullable Said answer(Asked asked) throws IOException;
  }

  private final HttpServer server;
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

  SmallServer(Script script) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> handle(exchange, script));
    server.start();
  }

  private void handle(HttpExchange exchange, Script script) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    Asked question =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestBody().readAllBytes(),
            headers);
    asked.add(question);
    Said said = script.answer(question);
    if (said == null) {
      exchange.close();
      return;
    }
    said.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
    boolean none = question.method().equals("HEAD") || body.length == 0;
    exchange.sendResponseHeaders(said.status(), none ? -1 : body.length);
    if (!none) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Everything it was asked, in order. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
