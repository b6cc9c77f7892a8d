package org.tiltyard.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.tiltyard.outbound.AddressRefused;
import org.tiltyard.outbound.OutboundHttp;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to a hub, each tried again when the hub is busy or the connection breaks. Everything
 * goes the guarded way out, also where the hub sends us on to: its stores of large files.
 */
final class HubClient {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final int LONGEST_ANSWER = 8 * 1024 * 1024;
  private static final int WORDS = 300;
  private static final int TRIES = 4;
  private static final Duration SILENCE = Duration.ofMinutes(2);

  /** What came back. */
  record Answer(int status, String body, @Nullable String etag) {

    boolean successful() {
      return status >= 200 && status < 300;
    }
  }

  private final OutboundHttp outbound;
  private final OkHttpClient client;
  private final @Nullable HttpUrl hub;
  private final String token;
  private final Duration pause;
  private final JsonMapper json = new JsonMapper();

  /**
   * @param hub the hub's address: nobody else gets the token
   * @param pause before the second try; doubles with each further one
   */
  HubClient(OutboundHttp outbound, String hub, String token, Duration pause) {
    this.outbound = outbound;
    this.hub = HttpUrl.parse(hub);
    this.token = token;
    this.pause = pause;
    this.client =
        outbound
            .streams()
            .newBuilder()
            .readTimeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
            .writeTimeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
            .build();
  }

  /** Asks as ourselves; without our token if the hub sent us on to somebody else with it. */
  Answer ask(String url, String type, byte[] body, Map<String, String> headers) {
    return send(url, "POST", RequestBody.create(body, MediaType.get(type)), headers, true);
  }

  /** Asks the hub and reads its JSON; what is no success ends it. */
  JsonNode json(String url, Object body) {
    return tree(require(ask(url, JSON.toString(), json.writeValueAsBytes(body), Map.of())));
  }

  /** Sends bytes to where the hub said, without our token: it may be somebody else's store. */
  Answer put(String url, RequestBody body, Map<String, String> headers) {
    return send(url, "PUT", body, headers, false);
  }

  JsonNode tree(Answer answer) {
    try {
      return json.readTree(answer.body());
    } catch (JacksonException e) {
      throw new PublishFailed("The hub’s answer can’t be read", e);
    }
  }

  /** The answer, if it is a success. */
  Answer require(Answer answer) {
    if (answer.successful()) {
      return answer;
    }
    String words =
        switch (answer.status()) {
          case 401 -> "The hub does not know the token";
          case 403 -> "The token may not write there";
          case 404 -> "The hub knows no such address";
          case 413 -> "A file is too large for the hub";
          default -> "The hub answered " + answer.status();
        };
    String said = answer.body().strip().replaceAll("\\s+", " ");
    String more = said.isEmpty() ? "" : ": " + said.substring(0, Math.min(WORDS, said.length()));
    throw new PublishFailed(words + more);
  }

  private Answer send(
      String url, String method, RequestBody body, Map<String, String> headers, boolean ourselves) {
    Duration wait = pause;
    for (int left = TRIES; ; left--) {
      try {
        Answer answer = once(url, method, body, headers, ourselves);
        boolean busy = answer.status() == 429 || answer.status() >= 500;
        if (!busy || left == 1) {
          return answer;
        }
      } catch (AddressRefused e) {
        throw new PublishFailed("An address may not be used: " + e.getMessage(), e);
      } catch (IOException e) {
        if (left == 1) {
          throw new PublishFailed("The hub can’t be reached: " + e.getMessage(), e);
        }
      }
      rest(wait);
      wait = wait.multipliedBy(2);
    }
  }

  private Answer once(
      String url, String method, RequestBody body, Map<String, String> headers, boolean ourselves)
      throws IOException {
    HttpUrl address = outbound.check(url);
    Request.Builder request = new Request.Builder().url(address).method(method, body);
    request.header("User-Agent", "Tiltyard").header("Accept-Encoding", "identity");
    if (ourselves && isTheHub(address)) {
      request.header("Authorization", "Bearer " + token);
    }
    headers.forEach(request::header);
    try (Response response = client.newCall(request.build()).execute()) {
      byte[] answer = response.body().byteStream().readNBytes(LONGEST_ANSWER);
      return new Answer(
          response.code(), new String(answer, StandardCharsets.UTF_8), response.header("ETag"));
    }
  }

  private boolean isTheHub(HttpUrl address) {
    return hub != null
        && hub.scheme().equals(address.scheme())
        && hub.host().equals(address.host())
        && hub.port() == address.port();
  }

  private static void rest(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PublishFailed("It was interrupted", e);
    }
  }
}
