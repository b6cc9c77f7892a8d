package org.tiltyard.identity;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies, fields and names that nobody means well with; the same for the same seed. */
final class Fuzz {

  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "a\u0000b",
          "\ud800",
          "\udfff\ud83d",
          "\u202e\u2066right to left",
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "${7*7}#{7*7}*{7*7}[[${7*7}]]__${7*7}__",
          "' or '1'='1",
          "'; drop table vote; --",
          "../../../../etc/passwd",
          "..\\..\\secret.key",
          "%00%0d%0aSet-Cookie:%20a=b",
          "\r\nSet-Cookie: a=b",
          "=HYPERLINK(\"http://x\")",
          "http://169.254.169.254/latest/meta-data/",
          "javascript:alert(1)",
          "file:///etc/passwd",
          "-1",
          "0",
          "9223372036854775808",
          "1e308",
          "NaN",
          "true",
          "null",
          "[]",
          "{}",
          "2026-02-30",
          "9999-12-31T23:59:60Z",
          "-PT1S",
          "admin",
          "*",
          "(a+)+$",
          "\uff1cscript\uff1e",
          "e\u0301".repeat(50),
          "a".repeat(300),
          "x".repeat(13_000));

  private final Random random;

  Fuzz(long seed) {
    this.random = new Random(seed);
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  String text() {
    if (random.nextInt(4) > 0) {
      return one(TEXTS);
    }
    return random
        .ints(random.nextInt(40), 0, 0x3000)
        .mapToObj(unit -> String.valueOf((char) unit))
        .collect(Collectors.joining());
  }

  /** A whole JSON body: one that was meant, with values changed, or something else altogether. */
  String json(String meant) {
    return switch (random.nextInt(10)) {
      case 0 -> one(List.of("", "{", "null", "[]", "\"\"", "{\"a\":", "\u0000", "<a/>", "1"));
      case 1 -> "[".repeat(3000);
      case 2 -> "{\"a\":".repeat(3000);
      default -> changed(JSON.readTree(meant)).toString();
    };
  }

  private JsonNode changed(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = object.deepCopy();
      for (String name : List.copyOf(object.propertyNames())) {
        switch (random.nextInt(4)) {
          case 0 -> copy.remove(name);
          case 1 -> copy.set(name, object.get(name));
          default -> copy.set(name, value(0));
        }
      }
      if (random.nextInt(3) == 0) {
        copy.set(text(), value(0));
      }
      return copy;
    }
    return value(0);
  }

  private JsonNode value(int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 8)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
      case 2 -> JSON.getNodeFactory().numberNode(random.nextLong());
      case 3 -> JSON.getNodeFactory().numberNode(random.nextGaussian() * 1e300);
      case 6 -> {
        ArrayNode list = JSON.createArrayNode();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
          list.add(value(depth + 1));
        }
        yield list;
      }
      case 7 -> JSON.createObjectNode().set(text(), value(depth + 1));
      default -> JSON.getNodeFactory().stringNode(text());
    };
  }

  /** A value for a field of a form. */
  String field(String meant) {
    return random.nextInt(3) == 0 ? meant : text();
  }

  /** Whether to leave something out, or add something. */
  boolean seldom() {
    return random.nextInt(4) == 0;
  }

  String contentType(String meant) {
    return random.nextInt(8) > 0
        ? meant
        : one(
            List.of(
                "application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "text/plain",
                "application/xml",
                "application/json; charset=utf-7"));
  }
}
