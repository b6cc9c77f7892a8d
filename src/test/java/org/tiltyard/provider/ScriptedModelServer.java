package org.tiltyard.provider;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A server of chat completions on 127.0.0.1 that does what a test tells it, good or bad, and
 * remembers what it was asked. Each model id has its own {@link Script}; one that has none is
 * answered with 404, as real servers do. Two virtual threads serve a connection, so thousands of
 * streams at once are fine; one of them reads all the time and so notices at once when the client
 * goes away.
 *
 * <pre>{@code
 * try (ScriptedModelServer server = ScriptedModelServer.start()) {
 *   server.model("good", Script.answer("Hello", " world"));
 *   server.model("flaky", Script.status(500, "{}"), Script.answer("second time"));
 *   // … point an endpoint at server.baseUrl() …
 *   assertThat(server.received("good")).hasSize(1);
 * }
 * }</pre>
 */
public final class ScriptedModelServer implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ServerSocket listener;
  private final Map<String, Function<Received, Script>> scripts = new ConcurrentHashMap<>();
  private volatile Function<Received, Script> listing = this::listOfModels;
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final Object change = new Object();

  private ScriptedModelServer(int port) throws IOException {
    listener = new ServerSocket(port, 2048, InetAddress.getLoopbackAddress());
  }

  /** Starts a server on a free port of 127.0.0.1. */
  public static ScriptedModelServer start() {
    return startOn(0);
  }

  /** Starts a server on the port of one that was closed: the server is back. */
  public static ScriptedModelServer startOn(int port) {
    try {
      ScriptedModelServer server = new ScriptedModelServer(port);
      Thread.ofVirtual().name("scripted-models").start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The base URL for an endpoint, such as {@code http://127.0.0.1:41234/v1}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/v1";
  }

  /** The port it listens on. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Sets what a model does: the scripts in order, one for each request, the last for all more. */
  public ScriptedModelServer model(String id, Script first, Script... then) {
    AtomicInteger count = new AtomicInteger();
    return model(
        id,
        request -> {
          int n = count.getAndIncrement();
          return n == 0 || then.length == 0 ? first : then[Math.min(n, then.length) - 1];
        });
  }

  /** Sets what a model does, as an answer to the request. */
  public ScriptedModelServer model(String id, Function<Received, Script> script) {
    scripts.put(id, script);
    return this;
  }

  /** Sets what is said to {@code GET /v1/models}; without it, the models that have a script. */
  public ScriptedModelServer listing(Function<Received, Script> script) {
    listing = script;
    return this;
  }

  private Script listOfModels(Received request) {
    List<Map<String, String>> data =
        scripts.keySet().stream().sorted().map(id -> Map.of("id", id, "object", "model")).toList();
    return Script.status(200, JSON.writeValueAsString(Map.of("object", "list", "data", data)));
  }

  /** Every request so far, in order of arrival. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** The requests for one model so far, in order of arrival. */
  public List<Received> received(String model) {
    return received.stream().filter(request -> request.model().equals(model)).toList();
  }

  /** Waits for the n-th request (from 1) for a model; fails after ten seconds. */
  public Received awaitReceived(String model, int n) throws InterruptedException {
    await(() -> received(model).size() >= n, n + " requests for " + model);
    return received(model).get(n - 1);
  }

  /** Connections that clients hold at the moment, idle ones too. */
  public int openConnections() {
    return open.size();
  }

  /** Connections made since the start. */
  public int acceptedConnections() {
    return accepted.get();
  }

  /** Connections that have ended since the start, whoever closed them. */
  public int closedConnections() {
    return closed.get();
  }

  /** Waits until so many connections have ended since the start; fails after ten seconds. */
  public void awaitClosed(int connections) throws InterruptedException {
    await(() -> closed.get() >= connections, connections + " closed connections");
  }

  /** Waits until the client has cut so many responses short; fails after ten seconds. */
  public void awaitCutShort(int responses) throws InterruptedException {
    await(
        () -> received.stream().filter(Received::cutShort).count() >= responses,
        responses + " responses cut short");
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        accepted.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    Thread response = null;
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int first = in.read(); first >= 0; first = in.read()) {
        if (response != null) {
          response.join();
        }
        Received request = request(first, in);
        received.add(request);
        response = respond(request, new Reply(socket, request));
        signal();
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone, or the script closed the connection.
    } finally {
      if (response != null) {
        response.interrupt();
      }
      open.remove(socket);
      closed.incrementAndGet();
      signal();
    }
  }

  private Thread respond(Received request, Reply reply) {
    return Thread.ofVirtual()
        .start(() -> {
          boolean whole = false;
          try {
            scriptFor(request).play(reply);
            if (!reply.aborted()) {
              reply.end();
            }
            whole = true;
          } catch (Exception e) {
            // Cut short.
          } finally {
            request.over(!whole);
            signal();
          }
        });
  }

  private Script scriptFor(Received request) {
    if (request.path().endsWith("/v1/models")) {
      return listing.apply(request);
    }
    Function<Received, Script> script = scripts.get(request.model());
    if (script == null || !request.path().endsWith("/v1/chat/completions")) {
      return Script.status(
          404, "{\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}}");
    }
    return script.apply(request);
  }

  private static Received request(int first, InputStream in) throws IOException {
    String requestLine = (char) first + line(in);
    String path = requestLine.substring(requestLine.indexOf(' ') + 1, requestLine.lastIndexOf(' '));
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    JsonNode json = length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    return new Received(path, headers, json);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("request cut short");
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }

  private void signal() {
    synchronized (change) {
      change.notifyAll();
    }
  }

  private void await(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    synchronized (change) {
      while (!condition.getAsBoolean()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("waited in vain for " + what);
        }
        change.wait(left);
      }
    }
  }
}
