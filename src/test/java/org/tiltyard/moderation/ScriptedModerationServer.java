package org.tiltyard.moderation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A moderation service that judges by plain words: "violence" scores 0.9, "spite" scores 0.6 for
 * harassment, "swindle" is illicit, everything else is clean. Or it fails, as it is told to.
 */
public final class ScriptedModerationServer implements AutoCloseable {

  /** How it behaves. */
  public enum Mood {
    WELL,
    HTTP_500,
    HTTP_401,
    REDIRECT,
    NO_JSON,
    OTHER_JSON,
    NO_SCORES,
    SCORE_OF_TWO,
    NO_RESULTS,
    ENDLESS,
    SILENT,
    CLOSES
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> CATEGORIES =
      List.of(
          "harassment",
          "harassment/threatening",
          "sexual",
          "hate",
          "hate/threatening",
          "illicit",
          "illicit/violent",
          "self-harm/intent",
          "self-harm/instructions",
          "self-harm",
          "sexual/minors",
          "violence",
          "violence/graphic");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.WELL;

  private ScriptedModerationServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext("/v1/moderations", this::answer);
    server.start();
  }

  /** Starts one on a free port. */
  public static ScriptedModerationServer start() {
    try {
      return new ScriptedModerationServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is, as the setting wants it. */
  public String baseUrl() {
    return "http://localhost:" + server.getAddress().getPort() + "/v1";
  }

  /** From now on. */
  public void mood(Mood next) {
    mood = next;
  }

  /** What was sent to it, oldest first. */
  public List<JsonNode> received() {
    return received;
  }

  /** The Authorization header of each request; empty for none. */
  public List<String> authorizations() {
    return authorizations;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
      received.add(body);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      authorizations.add(authorization == null ? "" : authorization);
      switch (mood) {
        case WELL -> send(exchange, 200, judged(body).toString());
        // The service's words quote the text; they must not get into logs or rows.
        case HTTP_500 -> send(exchange, 500, "{\"error\":{\"message\":" + body.get("input") + "}}");
        case HTTP_401 -> send(exchange, 401, "{\"error\":{\"message\":\"no key\"}}");
        case REDIRECT -> {
          exchange.getResponseHeaders().set("Location", baseUrl() + "/elsewhere");
          send(exchange, 307, "");
        }
        case NO_JSON -> send(exchange, 200, "<html>a proxy's page</html>");
        case OTHER_JSON -> send(exchange, 200, "{\"results\":[{\"label\":\"fine\"}]}");
        case NO_SCORES ->
            send(
                exchange,
                200,
                "{\"model\":\"m\",\"results\":[{\"flagged\":false,\"categories\":{\"hate\":false}}]}");
        case SCORE_OF_TWO ->
            send(
                exchange,
                200,
                "{\"model\":\"m\",\"results\":[{\"flagged\":false,\"categories\":{\"hate\":false},"
                    + "\"category_scores\":{\"hate\":2}}]}");
        case NO_RESULTS -> send(exchange, 200, "{\"model\":\"m\",\"results\":[]}");
        case ENDLESS -> send(exchange, 200, "{\"model\":\"" + "m".repeat(3_000_000));
        case SILENT -> closing.await(30, TimeUnit.SECONDS);
        case CLOSES -> {}
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ObjectNode judged(JsonNode body) {
    ObjectNode judged = JSON.createObjectNode().put("id", "modr-1").put("model", "omni-2024-09-26");
    var results = judged.putArray("results");
    JsonNode input = body.get("input");
    for (JsonNode text : input.isArray() ? input : JSON.createArrayNode().add(input)) {
      ObjectNode result = results.addObject();
      ObjectNode categories = result.putObject("categories");
      ObjectNode scores = result.putObject("category_scores");
      boolean any = false;
      for (String category : CATEGORIES) {
        double score = score(category, text.asString());
        categories.put(category, score >= 0.8);
        scores.put(category, score);
        any |= score >= 0.8;
      }
      result.put("flagged", any);
    }
    return judged;
  }

  private static double score(String category, String text) {
    return switch (category) {
      case "violence" -> text.contains("violence") ? 0.9 : 0.01;
      case "harassment" -> text.contains("spite") ? 0.6 : 0.02;
      case "illicit" -> text.contains("swindle") ? 0.95 : 0.001;
      default -> 0.0001;
    };
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
