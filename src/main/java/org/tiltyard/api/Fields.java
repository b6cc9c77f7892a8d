package org.tiltyard.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The JSON object that a program sent, read as strictly as parameters are. */
final class Fields {

  private static final int TEXT_MAXIMUM = 2000;
  private static final int LIST_MAXIMUM = 10_000;

  private final JsonNode object;

  private Fields(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads it.
   *
   * @throws ApiRefused when it is no object, or has a field that is not among those known
   */
  static Fields of(byte[] body, List<String> known) {
    JsonNode object = parsed(body);
    if (object == null || !object.isObject()) {
      throw ApiRefused.body();
    }
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw ApiRefused.unknown(name, known);
      }
    }
    return new Fields(object);
  }

  private static @Nullable JsonNode parsed(byte[] body) {
    try {
      return ApiJson.MAPPER.readTree(body);
    } catch (JacksonException malformed) {
      return null;
    }
  }

  /** A text; empty when it is null or not there. */
  Optional<String> text(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw ApiRefused.text(name);
    }
    String text = value.asString();
    if (text.length() > TEXT_MAXIMUM || !storable(text)) {
      throw ApiRefused.length(name, TEXT_MAXIMUM);
    }
    return Optional.of(text);
  }

  /** Neither NUL nor half of a pair: databases keep none of them. */
  private static boolean storable(String text) {
    return text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
  }

  /** A word that stands for something. */
  <T> Optional<T> word(String name, Function<String, Optional<T>> find, List<String> words) {
    return text(name).map(text -> find.apply(text).orElseThrow(() -> ApiRefused.word(name, words)));
  }

  Optional<Instant> time(String name) {
    return text(name).map(text -> Parameters.time(name, text));
  }

  /** A list of texts; empty when it is null or not there. */
  Optional<List<String>> texts(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isArray() || value.size() > LIST_MAXIMUM) {
      throw ApiRefused.texts(name, LIST_MAXIMUM);
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode one : value) {
      if (!one.isString() || !storable(one.asString())) {
        throw ApiRefused.texts(name, LIST_MAXIMUM);
      }
      texts.add(one.asString());
    }
    return Optional.of(texts);
  }
}
