package org.tiltyard.review;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.disclosure.Finding;
import org.tiltyard.disclosure.Kind;
import org.tiltyard.disclosure.PersonalData;
import org.tiltyard.outbound.OutboundFailure;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.outbound.OutboundRequest;
import org.tiltyard.outbound.OutboundResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a service for the names of persons and places in a text: {@code {"text": …, "language":
 * "en"}} gives {@code [{"entity_type": "PERSON", "start": 0, "end": 4, "score": 0.9}, …]}, places
 * counted in code points. Long texts go in parts.
 */
@Component
class EntityService {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int PART = 20_000;
  private static final int LONGEST_ANSWER = 4 * 1024 * 1024;
  private static final Map<String, String> CODES = codes();

  private final EntitySettings settings;
  private final OutboundHttp http;

  EntityService(EntitySettings settings, OutboundHttp http) {
    this.settings = settings;
    this.http = http;
  }

  /** ISO 639 codes by the English names of languages. */
  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOLanguages()) {
      codes.put(Locale.of(code).getDisplayLanguage(Locale.ENGLISH), code);
    }
    return Map.copyOf(codes);
  }

  boolean isSet() {
    return settings.isSet();
  }

  /**
   * The names in a text, in order, none over another.
   *
   * @param language English name of the text's language; an unknown one is asked for as English
   * @throws EntityServiceFailed when it doesn't say: that is not the same as that there are none
   */
  List<Finding> find(String text, String language) throws EntityServiceFailed {
    String code = CODES.getOrDefault(language, "en");
    List<Finding> found = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int end = endOfPart(text, from);
      String part = text.substring(from, end);
      for (JsonNode entity : ask(part, code)) {
        add(entity, text, from, part, found);
      }
      from = end;
    }
    return PersonalData.withoutOverlaps(found);
  }

  /** After a space where there is one, so that no name is cut. */
  private static int endOfPart(String text, int from) {
    if (text.length() - from <= PART) {
      return text.length();
    }
    for (int end = from + PART; end > from + PART / 2; end--) {
      if (Character.isWhitespace(text.charAt(end - 1))) {
        return end;
      }
    }
    int end = from + PART;
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  private JsonNode ask(String part, String code) throws EntityServiceFailed {
    byte[] body =
        JSON.writeValueAsString(Map.of("text", part, "language", code))
            .getBytes(StandardCharsets.UTF_8);
    OutboundRequest request =
        OutboundRequest.post(settings.url(), "application/json", body)
            .within(settings.timeLimit())
            .atMost(LONGEST_ANSWER);
    if (!settings.token().isEmpty()) {
      request = request.header("Authorization", "Bearer " + settings.token());
    }
    try {
      OutboundResponse response = http.send(request);
      if (!response.successful()) {
        throw new EntityServiceFailed("answered with status " + response.status(), null);
      }
      JsonNode answer = JSON.readTree(response.text());
      if (!answer.isArray()) {
        throw new EntityServiceFailed("gave no list", null);
      }
      return answer;
    } catch (OutboundFailure e) {
      throw new EntityServiceFailed("can’t be asked: " + e.getMessage(), e);
    } catch (JacksonException e) {
      throw new EntityServiceFailed("gave no JSON", e);
    }
  }

  private void add(JsonNode entity, String text, int from, String part, List<Finding> found)
      throws EntityServiceFailed {
    @Nullable Kind kind =
        switch (entity.path("entity_type").asString("")) {
          case "PERSON", "PER" -> Kind.PERSON;
          case "LOCATION", "LOC", "GPE", "ADDRESS" -> Kind.LOCATION;
          default -> null;
        };
    if (kind == null || entity.path("score").asDouble(1) < settings.leastScore()) {
      return;
    }
    int points = part.codePointCount(0, part.length());
    int start = entity.path("start").asInt(-1);
    int end = entity.path("end").asInt(-1);
    if (start < 0 || end <= start || end > points) {
      throw new EntityServiceFailed("named a place outside the text", null);
    }
    int begins = from + part.offsetByCodePoints(0, start);
    int ends = from + part.offsetByCodePoints(0, end);
    found.add(new Finding(kind, begins, ends, text.substring(begins, ends)));
  }
}
