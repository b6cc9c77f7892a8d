package org.tiltyard.schema;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Between JSON text and trees of maps, lists, texts, booleans and numbers as they are written. */
final class JsonText {

  private static final int DEEPEST = 100;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .rootValueSeparator("")
          .build();

  /** A key that comes twice in one object. */
  static final class DuplicateKey extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String key;

    DuplicateKey(String key) {
      super(key, null, false, false);
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  private JsonText() {}

  /** As text without spaces; numbers from JSON as they were. */
  static String of(@Nullable Object tree) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(json, tree);
    }
    return out.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object tree) {
    switch (tree) {
      case null -> json.writeNull();
      case String text -> json.writeString(WellFormed.text(text));
      case Boolean value -> json.writeBoolean(value);
      case JsonNumber number -> json.writeNumber(number.text());
      case Double number when Double.isFinite(number) -> json.writeNumber(Numbers.text(number));
      case Long number -> json.writeNumber(number.longValue());
      case Integer number -> json.writeNumber(number.intValue());
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach((name, value) -> {
          json.writeName(WellFormed.text(String.valueOf(name)));
          write(json, value);
        });
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(value -> write(json, value));
        json.writeEndArray();
      }
      default -> json.writeString(WellFormed.text(tree.toString()));
    }
  }

  /**
   * The tree of a whole text.
   *
   * @throws tools.jackson.core.JacksonException if it isn't JSON
   * @throws DuplicateKey if a key comes twice in an object
   */
  static @Nullable Object parse(String text) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return whole(json);
    }
  }

  /** The tree of a whole text in UTF-8. */
  static @Nullable Object parse(byte[] utf8, int from, int length) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), utf8, from, length)) {
      return whole(json);
    }
  }

  private static @Nullable Object whole(JsonParser json) {
    JsonToken first = json.nextToken();
    if (first == null) {
      throw new tools.jackson.core.exc.StreamReadException(json, "nothing there");
    }
    @Nullable Object tree = value(json, first);
    if (json.nextToken() != null) {
      throw new tools.jackson.core.exc.StreamReadException(json, "more than one value");
    }
    return tree;
  }

  private static @Nullable Object value(JsonParser json, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(json.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new tools.jackson.core.exc.StreamReadException(json, "unexpected " + token);
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser json) {
    Map<String, @Nullable Object> map = new java.util.LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (map.containsKey(name)) {
        throw new DuplicateKey(name);
      }
      map.put(name, value(json, json.nextToken()));
    }
    return map;
  }

  private static List<@Nullable Object> array(JsonParser json) {
    List<@Nullable Object> list = new java.util.ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      list.add(value(json, token));
    }
    return list;
  }
}
