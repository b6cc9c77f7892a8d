package org.tiltyard.moderation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tiltyard.outbound.OutboundFailure;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.outbound.OutboundRequest;
import org.tiltyard.outbound.OutboundResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A classifier at a server that takes {@code {"inputs": "…"}} and answers with {@code [{"label": …,
 * "score": …}, …]}, or that in a further list.
 */
final class RemoteClassifier implements TextClassifier {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final int MOST_CHARACTERS = 20_000;

  private final StoredClassifier settings;
  private final String key;
  private final OutboundHttp http;
  private final Duration timeLimit;

  /**
   * @param key sent as bearer; none when empty
   */
  RemoteClassifier(StoredClassifier settings, String key, OutboundHttp http, Duration timeLimit) {
    this.settings = settings;
    this.key = key;
    this.http = http;
    this.timeLimit = timeLimit;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String version() {
    return settings.source();
  }

  @Override
  public boolean local() {
    return false;
  }

  @Override
  public Classification classify(String text) throws LinkUnavailable {
    String whole = settings.prefix() + text;
    String sent = whole.substring(0, Math.min(whole.length(), MOST_CHARACTERS));
    byte[] body = JSON.writeValueAsString(Map.of("inputs", sent)).getBytes(StandardCharsets.UTF_8);
    OutboundRequest request =
        OutboundRequest.post(settings.source(), "application/json", body)
            .within(timeLimit)
            .atMost(LONGEST_ANSWER);
    if (!key.isEmpty()) {
      request = request.header("Authorization", "Bearer " + key);
    }
    try {
      OutboundResponse response = http.send(request);
      if (!response.successful()) {
        throw new LinkUnavailable("its server answers with status " + response.status());
      }
      return Scores.judge(settings, version(), read(response.text()));
    } catch (OutboundFailure e) {
      throw new LinkUnavailable("its server can’t be asked: " + e.getMessage(), e);
    }
  }

  private static Map<String, Double> read(String body) throws LinkUnavailable {
    try {
      JsonNode answer = JSON.readTree(body);
      JsonNode list = answer.isArray() && answer.path(0).isArray() ? answer.get(0) : answer;
      Map<String, Double> scores = new LinkedHashMap<>();
      for (JsonNode one : list.isArray() ? list : JSON.createArrayNode()) {
        if (!one.path("label").isString() || !one.path("score").isNumber()) {
          throw new LinkUnavailable("its answer is no list of labels with scores");
        }
        scores.put(one.get("label").asString(), one.get("score").asDouble());
      }
      if (scores.isEmpty()) {
        throw new LinkUnavailable("its answer is no list of labels with scores");
      }
      return scores;
    } catch (JacksonException e) {
      throw new LinkUnavailable("its answer is no JSON", e);
    }
  }
}
