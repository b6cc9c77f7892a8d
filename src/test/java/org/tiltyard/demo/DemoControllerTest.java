package org.tiltyard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoControllerTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final DemoEndpoint endpoint = new DemoEndpoint(new ServerProperties());
  private final WebTestClient stranger =
      WebTestClient.bindToController(
              new DemoController(new DemoModels(), endpoint, DemoSettings.instant()))
          .build();
  private final WebTestClient client =
      stranger
          .mutate()
          .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + endpoint.key())
          .build();

  private WebTestClient.ResponseSpec post(String body) {
    return client
        .post()
        .uri("/demo/v1/chat/completions")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  private static String request(String extra) {
    return """
    {"model": "demo-markov", "seed": 7, "messages": [
      {"role": "system", "content": "Be brief."},
      {"role": "user", "content": [{"type": "text", "text": "Tell me about the Queen"}]}]%s}\
    """
        .formatted(extra);
  }

  private JsonNode whole(String extra) {
    return JSON.readTree(
        post(request(extra))
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody());
  }

  /** The data of every event of a streamed answer. */
  private List<String> stream(String extra) {
    String body =
        post(request(", \"stream\": true" + extra))
            .expectStatus()
            .isOk()
            .expectHeader()
            .contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    return Objects.requireNonNull(body)
        .lines()
        .filter(line -> !line.isEmpty())
        .peek(line -> assertThat(line).startsWith("data: "))
        .map(line -> line.substring(6))
        .toList();
  }

  private static List<JsonNode> chunks(List<String> events) {
    List<JsonNode> chunks = new ArrayList<>();
    events.subList(0, events.size() - 1).forEach(event -> chunks.add(JSON.readTree(event)));
    return chunks;
  }

  private static String joined(List<JsonNode> chunks) {
    return chunks.stream()
        .map(chunk -> chunk.path("choices").path(0).path("delta").path("content").asString(""))
        .collect(Collectors.joining());
  }

  @Test
  void streamsTheAnswerItWouldGiveAtOnce() {
    List<String> events = stream("");
    List<JsonNode> chunks = chunks(events);
    JsonNode whole = whole("");
    assertThat(events.getLast()).isEqualTo("[DONE]");
    assertThat(chunks).hasSizeGreaterThan(20);
    assertThat(joined(chunks))
        .isEqualTo(whole.at("/choices/0/message/content").asString())
        .containsIgnoringCase("queen");
    assertThat(chunks.getFirst().at("/choices/0/delta/role").asString()).isEqualTo("assistant");
    assertThat(chunks.getLast().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    assertThat(chunks)
        .allMatch(chunk -> chunk.path("object").asString().equals("chat.completion.chunk"))
        .allMatch(chunk -> chunk.path("model").asString().equals("demo-markov"))
        .allMatch(chunk -> chunk.path("id").equals(chunks.getFirst().path("id")));
  }

  @Test
  void countsTokensAsItSendsThem() {
    List<JsonNode> chunks = chunks(stream(", \"stream_options\": {\"include_usage\": true}"));
    JsonNode usage = chunks.getLast().path("usage");
    long sent = chunks.stream().filter(c -> c.at("/choices/0/delta/content").isString()).count();
    assertThat(usage.path("completion_tokens").asLong()).isEqualTo(sent);
    assertThat(usage).isEqualTo(whole("").path("usage"));
    assertThat(usage.path("total_tokens").asLong())
        .isEqualTo(sent + usage.path("prompt_tokens").asLong());
    assertThat(chunks.getLast().path("choices").isEmpty()).isTrue();
  }

  @Test
  void stopsAtTheLimitAndAtStopTexts() {
    JsonNode limited = whole(", \"max_completion_tokens\": 5");
    assertThat(limited.at("/usage/completion_tokens").asInt()).isEqualTo(5);
    assertThat(limited.at("/choices/0/finish_reason").asString()).isEqualTo("length");
    assertThat(chunks(stream(", \"max_tokens\": 5"))).hasSize(6);
    String text = whole(", \"stop\": [\",\"]").at("/choices/0/message/content").asString();
    assertThat(text).isNotEmpty().doesNotContain(",");
  }

  @Test
  void givesAnotherAnswerWithoutASeed() {
    String body = request("").replace("\"seed\": 7,", "");
    List<String> answers =
        IntStream.range(0, 5)
            .mapToObj(i -> post(body).expectBody(String.class).returnResult().getResponseBody())
            .map(answer -> JSON.readTree(answer).at("/choices/0/message/content").asString())
            .toList();
    assertThat(answers).doesNotHaveDuplicates();
  }

  @Test
  void listsItsModels() {
    client
        .get()
        .uri("/demo/v1/models")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.object")
        .isEqualTo("list")
        .jsonPath("$.data[0].id")
        .isEqualTo("demo-eliza")
        .jsonPath("$.data[3].owned_by")
        .isEqualTo("Tiltyard demo");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"none", "Bearer", "Bearer wrong", "Basic abc"})
  void asksForItsKey(@Nullable String authorization) {
    for (String path : List.of("/demo/v1/chat/completions", "/demo/v1/models")) {
      (path.endsWith("models") ? stranger.get().uri(path) : stranger.post().uri(path))
          .headers(headers -> {
            if (authorization != null) {
              headers.set(HttpHeaders.AUTHORIZATION, authorization);
            }
          })
          .exchange()
          .expectStatus()
          .isUnauthorized()
          .expectBody()
          .jsonPath("$.error.code")
          .isEqualTo("invalid_api_key");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | ",
        "not json | ",
        "[] | ",
        "{} | model",
        "{\"model\": 5} | model",
        "{\"model\": \"demo-eliza\"} | messages",
        "{\"model\": \"demo-eliza\", \"messages\": []} | messages",
        "{\"model\": \"demo-eliza\", \"messages\": [{\"role\": \"user\"}]} | messages[0].content",
        "{\"model\": \"demo-eliza\", \"messages\": [{\"role\": \"boss\", \"content\": \"\"}]} |"
            + " messages[0].role",
        "{\"model\": \"demo-eliza\", \"messages\": [{\"role\": \"system\", \"content\": \"\"}]} |"
            + " messages",
        "{\"model\": \"demo-eliza\", \"messages\": [{\"role\": \"user\", \"content\": [{\"type\":"
            + " \"image_url\"}]}]} | messages[0].content[0]",
        "{\"model\": \"m\", \"stream\": \"yes\"} | stream",
        "{\"model\": \"m\", \"temperature\": 3} | temperature",
        "{\"model\": \"m\", \"top_p\": \"1\"} | top_p",
        "{\"model\": \"m\", \"n\": 2} | n",
        "{\"model\": \"m\", \"max_tokens\": 0} | max_tokens",
        "{\"model\": \"m\", \"seed\": 1.5} | seed",
        "{\"model\": \"m\", \"stop\": 5, \"messages\": [{\"role\": \"user\", \"content\": \"\"}]} |"
            + " stop",
        "{\"model\": \"m\", \"stream\": true, \"stream_options\": 5, \"messages\": [{\"role\":"
            + " \"user\", \"content\": \"\"}]} | stream_options",
      })
  void saysWhatIsWrongWithARequest(String body, @Nullable String parameter) {
    var error =
        post(body)
            .expectStatus()
            .isBadRequest()
            .expectBody()
            .jsonPath("$.error.type")
            .isEqualTo("invalid_request_error")
            .jsonPath("$.error.message")
            .isNotEmpty();
    if (parameter != null) {
      error.jsonPath("$.error.param").isEqualTo(parameter);
    }
  }

  @Test
  void refusesUnknownModelsOtherTypesAndEndlessBodies() {
    post(request("").replace("demo-markov", "gpt-x"))
        .expectStatus()
        .isNotFound()
        .expectBody()
        .jsonPath("$.error.code")
        .isEqualTo("model_not_found");
    client
        .post()
        .uri("/demo/v1/chat/completions")
        .contentType(MediaType.TEXT_PLAIN)
        .bodyValue("{}")
        .exchange()
        .expectStatus()
        .isEqualTo(415);
    post("{\"model\": \"" + "x".repeat(5_000_000) + "\"}").expectStatus().isEqualTo(413);
  }

  @Test
  void talksAtANaturalPaceAndStopsWhenNobodyListens() {
    DemoSettings settings = new DemoSettings(Duration.ofMillis(150), Duration.ofMillis(250), 40);
    List<Integer> pieces = IntStream.range(0, 1_000).boxed().toList();
    StepVerifier.withVirtualTime(
            () -> new Pace(settings, new SplittableRandom(1)).apply(pieces), 300)
        .expectSubscription()
        .expectNoEvent(Duration.ofMillis(149))
        .thenAwait(Duration.ofMillis(251))
        .expectNextMatches(first -> first == 0)
        .thenAwait(Duration.ofSeconds(10))
        .thenConsumeWhile(piece -> piece < 250)
        .thenCancel()
        .verify(Duration.ofSeconds(10));
  }

  @Test
  void servesWhereTheServerListens() {
    assertThat(endpoint.key())
        .hasSizeGreaterThan(40)
        .isNotEqualTo(new DemoEndpoint(new ServerProperties()).key());
    assertThatThrownBy(endpoint::baseUrl).hasMessageContaining("doesn't listen yet");
  }
}
