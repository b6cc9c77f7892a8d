package org.tiltyard.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The description as a page shows it: operations in groups, with references followed. */
@Component
class Reference {

  /** Operations that belong together. */
  record Group(String name, String description, List<Operation> operations) {}

  /**
   * One thing that can be asked for.
   *
   * @param scope what a token needs for it; null when everybody may
   * @param body an example of what is sent; null when nothing is
   * @param fields of the answer, when it is JSON
   */
  record Operation(
      String id,
      String method,
      String path,
      String summary,
      @Nullable String description,
      @Nullable String scope,
      List<Parameter> parameters,
      @Nullable String body,
      List<Answer> answers,
      List<Field> fields) {}

  /**
   * What can be given with it.
   *
   * @param in {@code path} or {@code query}
   * @param choices the only values, where there are few
   * @param usual what holds when it is left out
   */
  record Parameter(
      String name,
      String in,
      boolean required,
      String description,
      boolean number,
      List<String> choices,
      @Nullable String usual,
      @Nullable String most) {}

  /** What may come back. */
  record Answer(String status, String description) {}

  /**
   * A field of an answer.
   *
   * @param name with the names of what it is in: {@code data[].id}
   */
  record Field(String name, String type, String description) {}

  private static final int DEPTH = 6;
  private static final String NULL = "null";

  private final JsonNode tree;

  Reference(Description description) {
    this.tree = description.tree();
  }

  /** In the order of the description. */
  List<Group> groups() {
    Map<String, List<Operation>> found = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> path : tree.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        JsonNode operation = method.getValue();
        found
            .computeIfAbsent(operation.get("tags").get(0).asString(), tag -> new ArrayList<>())
            .add(operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation));
      }
    }
    List<Group> groups = new ArrayList<>();
    for (JsonNode tag : tree.get("tags")) {
      String name = tag.get("name").asString();
      groups.add(
          new Group(name, tag.get("description").asString(), found.getOrDefault(name, List.of())));
    }
    return groups;
  }

  private Operation operation(String method, String path, JsonNode node) {
    List<Parameter> parameters = new ArrayList<>();
    node.path("parameters").forEach(one -> parameters.add(parameter(followed(one))));
    List<Answer> answers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> answer : node.get("responses").properties()) {
      String words = followed(answer.getValue()).get("description").asString();
      answers.add(new Answer(answer.getKey(), words));
    }
    return new Operation(
        node.get("operationId").asString(),
        method,
        path,
        node.get("summary").asString(),
        words(node, "description"),
        words(node, "x-scope"),
        parameters,
        body(node),
        answers,
        fields(node));
  }

  private Parameter parameter(JsonNode node) {
    JsonNode schema = followed(node.get("schema"));
    List<String> choices = new ArrayList<>();
    schema.path("enum").forEach(choice -> choices.add(choice.asString()));
    return new Parameter(
        node.get("name").asString(),
        node.get("in").asString(),
        node.path("required").asBoolean(false),
        node.path("description").asString(""),
        schema.path("type").asString("").equals("integer"),
        choices,
        words(schema, "default"),
        words(schema, "maximum"));
  }

  private @Nullable String body(JsonNode operation) {
    JsonNode example = operation.at("/requestBody/content/application~1json/example");
    return example.isMissingNode() ? null : example.toPrettyString();
  }

  private List<Field> fields(JsonNode operation) {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> answer : operation.get("responses").properties()) {
      JsonNode schema = followed(answer.getValue()).at("/content/application~1json/schema");
      if (answer.getKey().startsWith("2") && !schema.isMissingNode()) {
        gather(schema, "", DEPTH, fields);
        return fields;
      }
    }
    return fields;
  }

  /** All fields of a schema, those of what it refers to first. */
  private void gather(JsonNode schema, String prefix, int depth, List<Field> into) {
    if (depth == 0) {
      return;
    }
    if (schema.has("$ref")) {
      gather(followed(schema), prefix, depth - 1, into);
    }
    schema.path("anyOf").forEach(one -> gather(one, prefix, depth - 1, into));
    if (schema.has("items")) {
      gather(schema.get("items"), prefix, depth - 1, into);
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode its = property.getValue();
      String type = String.join(" or ", types(its));
      String name = prefix + property.getKey();
      into.add(new Field(name, type, descriptionOf(its)));
      gather(its, name + (type.contains("array") ? "[]." : "."), depth - 1, into);
    }
  }

  /** What it may be: the names of types, and the few values where there are only some. */
  private List<String> types(JsonNode schema) {
    List<String> types = new ArrayList<>();
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      type.forEach(one -> types.add(one.asString()));
    } else if (!type.isMissingNode()) {
      types.add(schema.path("format").asString(type.asString()));
    }
    if (schema.has("$ref")) {
      types.addAll(types(followed(schema)));
    }
    schema.path("anyOf").forEach(one -> types.addAll(types(one)));
    types.sort((a, b) -> Boolean.compare(a.equals(NULL), b.equals(NULL)));
    return types;
  }

  private String descriptionOf(JsonNode schema) {
    JsonNode target = schema;
    for (JsonNode one : schema.path("anyOf")) {
      target = one.has("$ref") ? followed(one) : target;
    }
    target = followed(target);
    List<String> values = new ArrayList<>();
    target.path("enum").forEach(value -> values.add(value.asString()));
    String own = schema.path("description").asString(target.path("description").asString(""));
    String choices = values.isEmpty() ? "" : String.join(", ", values) + ".";
    return (own + " " + choices).strip();
  }

  private static @Nullable String words(JsonNode node, String name) {
    return node.has(name) ? node.get(name).asString() : null;
  }

  private JsonNode followed(JsonNode node) {
    return node.has("$ref") ? tree.at(node.get("$ref").asString().substring(1)) : node;
  }
}
