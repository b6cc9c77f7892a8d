package org.tiltyard.moderation;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.moderations.ModerationCreateParams;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tiltyard.provider.OpenAiClients;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Vault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * OpenAI's moderation endpoint, or one that speaks like it. Long texts go as several inputs of one
 * request and count as their worst. What comes back is read strictly: half an answer is none.
 */
@Component
@Order(1)
final class OpenAiLink implements TextClassifier {

  static final String NAME = "openai";

  /** Characters of one input; the endpoint reads 32,768 tokens, and a token may be a character. */
  private static final int LONGEST_INPUT = 20_000;

  /** The last resort: whoever asks ends the call by an interrupt when its own time is over. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

  private final Live<ModerationSettings> settings;
  private final ModerationKey key;
  private final OpenAiClients clients;
  private final JsonMapper json;

  OpenAiLink(
      Live<ModerationSettings> moderationSettings,
      ModerationKey key,
      OpenAiClients clients,
      JsonMapper json) {
    this.settings = moderationSettings;
    this.key = key;
    this.clients = clients;
    this.json = json;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return settings.get().openaiModel();
  }

  @Override
  public boolean active() {
    return settings.get().openai();
  }

  @Override
  public boolean local() {
    return false;
  }

  @Override
  public Classification classify(String text) throws LinkUnavailable {
    ModerationSettings now = settings.get();
    List<String> inputs = parts(text);
    ModerationCreateParams.Builder request =
        ModerationCreateParams.builder().model(now.openaiModel());
    if (inputs.size() == 1) {
      request.input(inputs.getFirst());
    } else {
      request.inputOfStrings(inputs);
    }
    try {
      OpenAIClient client = clients.client(now.openaiUrl(), key.open(), LONGEST_CALL);
      try (HttpResponse response = client.moderations().withRawResponse().create(request.build());
          InputStream body = response.body()) {
        return read(json.readTree(body), now.openaiModel(), inputs.size());
      }
    } catch (OpenAIServiceException e) {
      // Its message may quote what was sent.
      throw new LinkUnavailable("HTTP status " + e.statusCode());
    } catch (OpenAIException | IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new LinkUnavailable(cause.getClass().getSimpleName() + ": " + cause.getMessage(), e);
    } catch (JacksonException e) {
      throw new LinkUnavailable("the response is no JSON");
    } catch (Vault.Unreadable e) {
      throw new LinkUnavailable(String.valueOf(e.getMessage()));
    }
  }

  /** The text in pieces that the endpoint takes; no character is cut in two. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (text.length() - from > LONGEST_INPUT) {
      int to = from + LONGEST_INPUT;
      int blank = text.lastIndexOf(' ', to);
      if (blank > from + LONGEST_INPUT / 2) {
        to = blank;
      } else if (Character.isLowSurrogate(text.charAt(to))) {
        to--;
      }
      parts.add(text.substring(from, to));
      from = to;
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static Classification read(JsonNode body, String asked, int inputs)
      throws LinkUnavailable {
    JsonNode results = body.path("results");
    if (!results.isArray() || results.size() != inputs) {
      throw new LinkUnavailable("the response does not have one result for each input");
    }
    String model = body.path("model").isString() ? body.path("model").asString() : asked;
    Classification worst = null;
    for (JsonNode result : results) {
      Classification one = classification(result, model, asked);
      worst = worst == null ? one : worst.or(one);
    }
    return java.util.Objects.requireNonNull(worst);
  }

  private static Classification classification(JsonNode result, String model, String asked)
      throws LinkUnavailable {
    if (!result.path("flagged").isBoolean()
        || !result.path("categories").isObject()
        || result.path("categories").isEmpty()) {
      throw new LinkUnavailable("a result lacks categories, or whether it is flagged");
    }
    Map<String, CategoryResult> categories = new LinkedHashMap<>();
    for (var entry : result.path("categories").properties()) {
      JsonNode score = result.path("category_scores").path(entry.getKey());
      if (entry.getValue().isNull()) {
        // A category that this model does not judge.
        continue;
      }
      double number = score.isNumber() ? score.asDouble() : Double.NaN;
      if (!entry.getValue().isBoolean() || !(number >= 0 && number <= 1)) {
        throw new LinkUnavailable("a category lacks its score from 0 to 1");
      }
      categories.put(entry.getKey(), new CategoryResult(entry.getValue().asBoolean(), number));
    }
    return new Classification(model, asked, categories, result.path("flagged").asBoolean());
  }
}
